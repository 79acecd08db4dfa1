/** A closing trade with the lots that it could take, and those that it takes. */
import { readFacts } from "#lib/db/book-facts.sql.ts";
import type { Database, Tx } from "#lib/db/client.ts";
import type { BookFact } from "#lib/domain/books/fact.ts";
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import { isIncoming, isTrade, replayFacts } from "#lib/domain/positions/replay-facts.ts";
import { type Decimal, dec, ZERO } from "#lib/domain/shared/decimal.ts";
import { fromFixed18 } from "#lib/domain/shared/fixed.ts";
import { asId, type InstrumentId } from "#lib/domain/shared/ids.ts";
import { divide, STORED_PLACES } from "#lib/domain/shared/rounding.ts";
import { notFound } from "../errors.ts";
import { isUnderWay, type LotChangeRecord, readLotChange } from "./lot-change.ts";
import { picksOf } from "./replay-instruments.ts";

export interface SaleLots {
  readonly closingId: string;
  readonly accountId: string;
  readonly instrumentId: string;
  readonly symbol: string;
  readonly method: LotMethod;
  readonly type: string;
  readonly day: string;
  readonly quantity: Decimal;
  /** That its instrument ever had. */
  readonly trades: number;
  /** Lots of the account that are computed anew, or this sale's that could not be. */
  readonly change: LotChangeRecord | null;
  readonly openings: readonly OpeningToTake[];
}

export interface OpeningToTake {
  readonly openingId: string;
  readonly kind: "execution" | "activity";
  readonly day: string;
  readonly price: Decimal;
  /** So much was open when the closing trade came. */
  readonly openQuantity: Decimal;
  readonly assigned: Decimal;
  /** What it takes of it as things stand. */
  readonly taken: Decimal;
}

export async function readSaleLots(db: Database | Tx, accountId: string, closingId: string): Promise<SaleLots> {
  const [found] = await db.$queryRaw<{ assetId: string; symbol: string; method: LotMethod }[]>`
    select f.asset_id as "assetId", s.symbol, coalesce(p.lot_method, a.lot_method) as method from (
      select id, account_id, asset_id from execution where id = ${closingId}::uuid
      union all select id, account_id, asset_id from activity where id = ${closingId}::uuid) f
    join account a on a.id = f.account_id join asset s on s.id = f.asset_id
    left join position p on p.account_id = a.id and p.asset_id = f.asset_id where f.account_id = ${accountId}::uuid`;
  if (found === undefined) throw notFound("sale");
  const facts = await readFacts(db, { accountId, instrumentId: found.assetId });
  const at = facts.findIndex(({ id }) => id === closingId);
  const fact = facts[at];
  if (fact === undefined || !isTrade(fact)) throw notFound("sale");
  const assigned = await db.$queryRaw<{ closingId: string; openingId: string; quantity: string }[]>`
    select closing_id as "closingId", opening_id as "openingId", quantity::text from lot_assignment where account_id = ${accountId}::uuid`;
  const { instrumentId, method } = { instrumentId: asId<InstrumentId>(found.assetId), method: found.method };
  const options = { instrumentId, method, picks: method === "specific" ? picksOf(assigned) : new Map() };
  const before = replayFacts(facts.slice(0, at), options);
  const after = replayFacts(facts.slice(0, at + 1), options);
  const taken = new Map(
    after.closes.filter(({ closedBy }) => closedBy === closingId).map((each) => [each.lotId, each.quantity.abs()]),
  );
  const byId = new Map(facts.map((each) => [each.id, each]));
  const open = before.lots.filter(
    (lot) => !lot.openQuantity.isZero() && lot.openQuantity.isPositive() !== isIncoming(fact),
  );
  const change = await readLotChange(db, accountId);
  return {
    trades: facts.filter(isTrade).length,
    change: isUnderWay(change) || change?.closingId === closingId ? change : null,
    ...{ closingId, accountId, instrumentId, symbol: found.symbol, method, type: fact.type, day: fact.day },
    quantity: dec(fromFixed18(fact.quantity)),
    openings: open.map((lot) => ({
      ...openerOf(byId.get(lot.openedBy)),
      openingId: lot.openedBy,
      price: divide(lot.cost, lot.quantity, STORED_PLACES, "half-even"),
      openQuantity: lot.openQuantity.abs(),
      assigned: assignedOf(assigned, closingId, lot.openedBy),
      taken: taken.get(lot.id) ?? ZERO,
    })),
  };
}

function openerOf(fact: BookFact | undefined): Pick<OpeningToTake, "kind" | "day"> {
  if (fact === undefined) throw new Error("a lot is opened by one of the facts");
  return { kind: fact.kind, day: fact.day };
}

function assignedOf(
  assigned: readonly { readonly closingId: string; readonly openingId: string; readonly quantity: string }[],
  closingId: string,
  openingId: string,
): Decimal {
  const row = assigned.find((each) => each.closingId === closingId && each.openingId === openingId);
  return row === undefined ? ZERO : dec(row.quantity);
}
