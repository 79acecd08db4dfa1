/** Before PostgreSQL would: what a paper account has not got, it cannot have spent; the row that takes it below is named. */
import { compareFacts } from "#lib/domain/books/fact-order.ts";
import { type Decimal, dec, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import { ServiceError } from "../errors.ts";
import type { PreparedActivity } from "./activity-to-record.ts";
import type { BooksChange } from "./books-change.ts";
import type { CollateralChange } from "./collateral.ts";
import type { JournalToWrite, ReversalToWrite } from "./journals.ts";

interface Journals {
  readonly added: readonly { readonly activity: PreparedActivity; readonly journal: JournalToWrite }[];
  readonly reversed: readonly ReversalToWrite[];
  readonly units: readonly JournalToWrite[];
}

/** What goes below its floor because the facts say so. */
export interface Shortfall {
  readonly assetId: string;
  /** What leaves the balance, so that the floor has to give way. */
  readonly needed: string;
}

/** What has happened is never refused, nor are lots that follow from facts which stand already: what that lacks is answered instead. */
export function refuseBelowFloors(
  { opened, add: adding, remove, givesWay = false }: BooksChange,
  journals: Journals,
  { released }: CollateralChange,
): readonly Shortfall[] {
  // Where a balance does not exist yet, it begins at zero and stays there.
  if (opened.kind !== "paper") return [];
  const lacking: Shortfall[] = [];
  const bySomebody = adding.length + remove.length > 0 && !givesWay;
  const free = new Map<string, Decimal>();
  const add = (assetId: string, amount: Decimal) => free.set(assetId, (free.get(assetId) ?? ZERO).plus(amount));
  for (const { assetId, posted, held } of opened.balances) add(assetId, dec(posted).minus(held));
  for (const { freed } of released) add(opened.currencyId, freed);
  const atFirst = new Map(free);
  const moved = new Set<string>();
  const book = ({ postings }: JournalToWrite) => {
    for (const { accountId, assetId, amount } of postings) {
      if (accountId !== opened.id) continue;
      add(assetId, amount);
      moved.add(assetId);
    }
  };
  for (const journal of journals.units) book(journal);
  for (const { journal } of journals.reversed) book(journal);
  const before = new Map(free);
  for (const { journal } of journals.added) book(journal);
  for (const assetId of moved) {
    const floor = floorOf(opened.balances, assetId);
    const left = free.get(assetId) ?? ZERO;
    if (floor === null || left.gte(floor)) continue;
    if (bySomebody) throw refused(opened, journals, { assetId, floor, left, start: before.get(assetId) ?? ZERO });
    lacking.push({ assetId, needed: toPlain((atFirst.get(assetId) ?? ZERO).minus(left)) });
  }
  return lacking;
}

function floorOf(balances: BooksChange["opened"]["balances"], assetId: string): Decimal | null {
  const balance = balances.find((each) => each.assetId === assetId);
  if (balance === undefined) return ZERO;
  return balance.floor === null ? null : dec(balance.floor);
}

interface Missing {
  readonly assetId: string;
  readonly floor: Decimal;
  readonly left: Decimal;
  readonly start: Decimal;
}

function refused(
  { id, balances, instruments }: BooksChange["opened"],
  { added }: Journals,
  missing: Missing,
): ServiceError {
  const { assetId, floor, left, start } = missing;
  const symbol = [...balances.map((each) => ({ ...each, id: each.assetId })), ...instruments].find(
    (each) => each.id === assetId,
  )?.symbol;
  const lacks = `leaves ${toPlain(left)}${symbol === undefined ? "" : ` ${symbol}`} free, and it may not be less than ${toPlain(floor)}`;
  let running = start;
  const inFactOrder = added
    .map((each, index) => ({ ...each, index }))
    .sort((a, b) => compareFacts(a.activity.fact, b.activity.fact));
  for (const { journal, index } of inFactOrder) {
    const moved = journal.postings.filter((each) => each.accountId === id && each.assetId === assetId);
    running = moved.reduce((total, { amount }) => total.plus(amount), running);
    if (moved.length > 0 && running.lt(floor)) {
      return new ServiceError("invalid", "Some of these activities cannot be booked.", {
        errors: [{ pointer: `/activities/${index}`, detail: lacks }],
      });
    }
  }
  return new ServiceError("conflict", `This ${lacks}.`);
}
