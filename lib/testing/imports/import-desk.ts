/** Imports in a test as people do them: a file is given, the worker's part is done at once, and the books are looked at. */
import { v7 as uuidv7 } from "uuid";
import { USD_ASSET_ID } from "#lib/domain/ledger/house-accounts.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { advanceImport } from "#lib/services/imports/advance-import.ts";
import { getImport } from "#lib/services/imports/get-import.ts";
import type { ImportRecord, PriceBasis } from "#lib/services/imports/import-record.ts";
import { type ImportRowRecord, listImportRows } from "#lib/services/imports/list-import-rows.ts";
import { publishImport } from "#lib/services/imports/publish-import.ts";
import { receiveImport } from "#lib/services/imports/receive-import.ts";
import { undoImport } from "#lib/services/imports/undo-import.ts";
import type { TestDesk, TestUser } from "../context.ts";

export const ACTIVITY_HEADER =
  "date,type,symbol,quantity,unitPrice,grossAmount,fee,amount,ratio,currency,fxToBase,externalId,seq";

/** A row of such a file from the fields that matter. */
export function line(fields: Readonly<Record<string, string>>): string {
  return ACTIVITY_HEADER.split(",")
    .map((name) => fields[name] ?? "")
    .join(",");
}

export function fileOf(...rows: readonly Readonly<Record<string, string>>[]): string {
  return `${ACTIVITY_HEADER}\n${rows.map(line).join("\n")}\n`;
}

/** An account that tells of what was elsewhere. */
export async function addBook(
  { database }: TestDesk,
  owner: TestUser,
  { currencyId = USD_ASSET_ID as string, timeZone = "America/New_York" } = {},
): Promise<AccountId> {
  const id = uuidv7();
  const { source } = await database.marketState.findUniqueOrThrow({ where: { id: 1 } });
  await database.account.create({
    data: {
      ...{ id, kind: "book", broker: "none", name: "Book", currencyId, timeZone, marketSource: source },
      openedAt: new Date(0),
      accountMembers: { create: { userId: owner.id, role: "owner" } },
    },
  });
  return asId<AccountId>(id);
}

export interface Importing {
  readonly accountId: AccountId;
  readonly user: TestUser;
  readonly dryRun?: boolean;
  readonly skipRefused?: boolean;
  readonly format?: "csv" | "json";
}

export async function importFile(desk: TestDesk, content: string, importing: Importing): Promise<ImportRecord> {
  const { user, accountId, dryRun = false, skipRefused = false, format = "csv" } = importing;
  const ctx = desk.contextFor({ user });
  const input = { kind: "activities", accountId, fileName: "test.csv", format, content, dryRun, skipRefused } as const;
  return advanced(desk, user, await receiveImport({ ctx, input }));
}

export interface ImportingPrices {
  readonly accountId: AccountId | null;
  readonly user: TestUser;
  readonly basis?: PriceBasis;
  readonly dryRun?: boolean;
}

export async function importPrices(desk: TestDesk, content: string, importing: ImportingPrices): Promise<ImportRecord> {
  const { user, accountId, basis = "as_traded", dryRun = false } = importing;
  const ctx = desk.contextFor({ user });
  const input = { kind: "prices", accountId, fileName: "prices.csv", format: "csv", content, basis, dryRun } as const;
  return advanced(desk, user, await receiveImport({ ctx, input }));
}

export async function publish(
  desk: TestDesk,
  user: TestUser,
  { id: importId, kind }: ImportRecord,
  skipRefused = false,
) {
  const asked = await publishImport({ ctx: desk.contextFor({ user }), input: { importId, kind, skipRefused } });
  return advanced(desk, user, asked);
}

export async function undo(desk: TestDesk, user: TestUser, { id: importId, kind }: ImportRecord) {
  const asked = await undoImport({ ctx: desk.contextFor({ user }), input: { importId, kind, reason: "A test" } });
  return advanced(desk, user, asked);
}

/** What the worker does with it. */
export async function advanced(
  desk: TestDesk,
  user: TestUser,
  { id: importId, kind }: ImportRecord,
): Promise<ImportRecord> {
  await advanceImport({ ctx: desk.contextFor(), input: { importId } });
  return getImport({ ctx: desk.contextFor({ user }), input: { importId, kind } });
}

export async function rowsOf(
  desk: TestDesk,
  user: TestUser,
  { id: importId, kind }: ImportRecord,
): Promise<readonly ImportRowRecord[]> {
  const { items } = await listImportRows({ ctx: desk.contextFor({ user }), input: { importId, kind, limit: 200 } });
  return items;
}
