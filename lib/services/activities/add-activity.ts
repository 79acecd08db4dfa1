/** Adds one activity by hand: read and judged as a row of a file would be, and booked at once. */
import { createHash } from "node:crypto";
import { readKnownKeys } from "#lib/db/imports.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import type { FactType } from "#lib/domain/books/fact.ts";
import type { JudgedRow } from "#lib/domain/imports/judge.ts";
import { readActivities } from "#lib/domain/imports/read-activities.ts";
import { contentOf } from "#lib/domain/imports/resolve.ts";
import { invariant } from "#lib/domain/shared/invariant.ts";
import { toLocalDate } from "#lib/domain/shared/local-date.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { type FieldError, ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { toRecord } from "../imports/draft-activities.ts";
import { type ImportAccount, judgeActivities, readImportAccount } from "../imports/judge-activities.ts";
import { ensureCurrencies } from "../imports/make-assets.ts";
import { makeMissing } from "../imports/publish-activities.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { type ActivityRecord, readActivity } from "./list-activities.ts";
import { recordActivities } from "./record-activity.ts";

/** The words of a file's row; amounts are plain decimals. */
export interface AddActivityInput {
  readonly accountId: string;
  readonly type: FactType;
  readonly date?: string | undefined;
  readonly instant?: string | undefined;
  readonly symbol?: string | undefined;
  readonly quantity?: string | undefined;
  readonly unitPrice?: string | undefined;
  readonly grossAmount?: string | undefined;
  readonly amount?: string | undefined;
  readonly fee?: string | undefined;
  readonly ratio?: readonly string[] | undefined;
  readonly currency?: string | undefined;
  readonly fxToBase?: string | undefined;
  readonly externalId?: string | undefined;
}

export async function addActivity({ ctx, input }: Verb<AddActivityInput>): Promise<ActivityRecord> {
  requirePermission(ctx, "activities:record");
  const { accountId, ...row } = input;
  await requireMember(ctx.database, ctx, accountId, "trader");
  return once(ctx, async (tx) => {
    // Judged under the lock, so that what was judged is what is booked.
    await tx.$queryRaw`select id from account where id = ${accountId}::uuid for no key update`;
    const account = await readImportAccount(tx, accountId);
    const first = await judge(tx, ctx, account, row);
    // An instrument that had to be made has an id only now.
    const made = await makeMissing(tx, ctx, account, [first]);
    const judged = made ? await judge(tx, ctx, account, row) : first;
    const id = await book(tx, ctx, account, judged);
    return readActivity(tx, { accountId, id });
  });
}

async function judge(
  tx: Transaction,
  ctx: Context,
  account: ImportAccount,
  row: Omit<AddActivityInput, "accountId">,
): Promise<JudgedRow> {
  const now = account.kind === "paper" ? await readVenueTime(tx) : ctx.clock.now();
  const file = { format: "json", content: JSON.stringify([row]) } as const;
  const read = readActivities(file, { zone: account.zone, now, today: toLocalDate(now, account.zone) });
  if (!read.ok) throw refused(read.error.map(({ field, detail }) => ({ pointer: pointerOf(field), detail })));
  const { rows, problems } = await judgeActivities(tx, account, read.value.rows);
  const [judged] = rows;
  invariant(judged !== undefined, "one row was given and one comes back");
  const errors = [...judged.problems, ...problems].map(({ field, detail }) => ({ pointer: pointerOf(field), detail }));
  if (errors.length > 0) throw refused(errors);
  if (judged.verdict === "duplicate" && judged.value?.externalId != null) {
    throw refused([{ pointer: "/externalId", detail: "is in the books already; nothing was booked again" }]);
  }
  return judged;
}

async function book(tx: Transaction, ctx: Context, account: ImportAccount, judged: JudgedRow): Promise<string> {
  const currencies = await ensureCurrencies(tx, ctx, [judged.resolved?.currency ?? account.baseCurrency]);
  const key = await freeKey(tx, account.id, judged);
  const activity = { ...toRecord(judged, account, currencies), key };
  try {
    const { ids } = await recordActivities(tx, ctx, { accountId: account.id, activities: [activity] });
    const [id] = ids;
    invariant(id !== undefined, "what was recorded has an id");
    return id;
  } catch (error) {
    throw error instanceof ServiceError ? atFields(error) : error;
  }
}

const TIMES_MAX = 50;

/** Two equal purchases of a day are two, also by hand; a file that brings both afterwards brings nothing new. */
async function freeKey(
  tx: Transaction,
  accountId: string,
  { value, resolved, key }: JudgedRow,
): Promise<string | null> {
  if (value === null || resolved === null || value.externalId !== null) return key;
  const hash = createHash("sha256").update(contentOf(value, resolved)).digest("base64url");
  const keys = Array.from({ length: TIMES_MAX }, (_, time) => `c:${hash}#${time + 1}`);
  const known = await readKnownKeys(tx, accountId, { keys, ownIds: [] });
  return keys.find((each) => !known.has(each)) ?? null;
}

function refused(errors: readonly FieldError[]): ServiceError {
  return new ServiceError("invalid", "Nothing was booked.", { errors });
}

function pointerOf(field: string | null): string {
  return field === null ? "" : `/${field}`;
}

const NAMES: { readonly [column: string]: string } = {
  assetId: "symbol",
  price: "unitPrice",
  gross: "amount",
  effectiveAt: "date",
  ratioNew: "ratio",
  ratioOld: "ratio",
};

/** The books name what they refuse by their own columns; whoever filled in the form knows its fields. */
function atFields(error: ServiceError): ServiceError {
  const errors = error.errors.map(({ pointer, detail }) => {
    const field = /^\/activities\/0\/(.+)$/.exec(pointer)?.[1];
    return field === undefined ? { pointer: "", detail } : { pointer: `/${NAMES[field] ?? field}`, detail };
  });
  return new ServiceError(error.code, error.message, { errors, cause: error });
}
