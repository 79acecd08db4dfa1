/** Takes a file in: kept whole, read and judged by the worker, and published right away where that was asked for and nothing stands against it. */
import { createHash } from "node:crypto";
import { IMPORT_QUEUE } from "#lib/db/queues.ts";
import type { Transaction } from "#lib/db/transact.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { recordAudit } from "../audit.ts";
import type { Context, Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { requireImporter } from "./import-access.ts";
import { type ImportKind, type ImportRecord, type PriceBasis, RECORD_FIELDS, toImportRecord } from "./import-record.ts";

export interface ReceiveImportInput {
  readonly kind: ImportKind;
  /** Null for prices that everybody sees: administrators only. */
  readonly accountId: AccountId | null;
  readonly fileName: string;
  readonly format: "csv" | "json";
  readonly content: string;
  /** Of prices: as they were traded, or adjusted for the splits since. */
  readonly basis?: PriceBasis | undefined;
  /** Read and judge only; publishing is asked for later, or never. */
  readonly dryRun: boolean;
  /** Publish although rows are refused, without them. */
  readonly skipRefused?: boolean | undefined;
}

/** Twenty thousand rows are some two millions; what is larger is divided. */
export const IMPORT_CHARACTERS_MAX = 8_000_000;

export async function receiveImport({ ctx, input }: Verb<ReceiveImportInput>): Promise<ImportRecord> {
  await requireImporter(ctx, input.accountId);
  if (input.kind === "activities" && input.accountId === null) throw notFound("account");
  if (input.kind === "prices" && input.basis === undefined)
    throw invalid("/basis", "must be asTraded or splitAdjusted");
  if (input.content.length > IMPORT_CHARACTERS_MAX) throw invalid("/content", "is too large: divide the file");
  return once(ctx, (tx) => receive(tx, ctx, input));
}

async function receive(tx: Transaction, ctx: Context, input: ReceiveImportInput): Promise<ImportRecord> {
  const { accountId, kind, basis, dryRun, skipRefused = false } = input;
  if (accountId !== null) await requireOpenAccount(tx, accountId);
  const id = ctx.newId();
  const sha256 = createHash("sha256").update(input.content).digest();
  const row = await tx.fileImport.create({
    data: {
      ...{ id, kind, accountId, skipRefused, sha256 },
      basis: kind === "prices" ? (basis ?? null) : null,
      fileName: input.fileName,
      format: input.format,
      content: input.content,
      status: "received",
      publishWhenStaged: !dryRun,
      createdBy: ctx.userId ?? ctx.actor.id,
    },
    select: RECORD_FIELDS,
  });
  await recordAudit(tx, ctx, {
    action: "import.receive",
    entityType: "import",
    entityId: id,
    accountId,
    before: null,
    after: {
      kind,
      dryRun,
      skipRefused,
      basis: basis ?? null,
      sha256: sha256.toString("hex"),
      characters: input.content.length,
    },
  });
  await ctx.enqueue(tx, { queue: IMPORT_QUEUE, data: { importId: id }, key: `${id}:stage` });
  return toImportRecord(row);
}

async function requireOpenAccount(tx: Transaction, accountId: AccountId): Promise<void> {
  const account = await tx.account.findFirst({
    where: { id: accountId, kind: { not: "house" } },
    select: { status: true },
  });
  if (account === null) throw notFound("account");
  if (account.status !== "active") throw new ServiceError("conflict", "The account is closed.");
}

function invalid(pointer: string, detail: string): ServiceError {
  return new ServiceError("invalid", "The file cannot be imported.", { errors: [{ pointer, detail }] });
}
