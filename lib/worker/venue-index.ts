/** What the venue's leader keeps in memory of the book: a hint which orders a quote may reach. The truth is read again before any match. */
import type { RestingRow, VenueQuoteRow } from "#lib/db/venue.sql.ts";
import { quoteReach, VenueBook } from "#lib/domain/venue/book.ts";
import type { BarEvent } from "#lib/domain/venue/match-bar.ts";
import type { VenueSession } from "#lib/domain/venue/match-quote.ts";
import type { Reach } from "#lib/domain/venue/shelf.ts";
import { restingOrder } from "./venue-orders.ts";

interface AssetBook {
  readonly assetId: string;
  readonly assetClass: RestingRow["assetClass"];
  readonly book: VenueBook;
}

interface Known {
  readonly row: RestingRow;
  readonly asset: AssetBook;
}

const NOTHING: Reach = { buyAt: null, sellAt: null, high: null, low: null };

export class VenueIndex {
  readonly #assets = new Map<string, AssetBook>();
  readonly #orders = new Map<string, Known>();
  readonly #byVenueId = new Map<string, string>();
  /** Orders for an auction, by id. */
  readonly #auctions = new Map<string, RestingRow>();

  get size(): number {
    return this.#orders.size;
  }

  /** Symbols that have orders. */
  assets(): AssetBook[] {
    return [...this.#assets.values()].filter(({ book }) => book.size > 0);
  }

  assetOf(orderId: string): AssetBook | null {
    return this.#orders.get(orderId)?.asset ?? null;
  }

  /** The orders that are not here as they are in the book, which has these versions, and those that are not in it any more. */
  staleAgainst(versions: ReadonlyMap<string, string>): string[] {
    const stale = [...this.#orders.keys()].filter((orderId) => !versions.has(orderId));
    for (const [orderId, version] of versions)
      if (this.#orders.get(orderId)?.row.version !== version) stale.push(orderId);
    return stale;
  }

  /** These orders as they are now; those of `asked` that are not among the rows have ended. */
  refresh(asked: readonly string[], rows: readonly RestingRow[]): void {
    for (const orderId of asked) this.remove(orderId);
    for (const row of rows) {
      this.remove(row.orderId);
      this.#add(row);
    }
  }

  remove(orderId: string): void {
    const known = this.#orders.get(orderId);
    if (known === undefined) return;
    known.asset.book.remove(known.row.venueOrderId);
    this.#orders.delete(orderId);
    this.#byVenueId.delete(known.row.venueOrderId);
    this.#auctions.delete(orderId);
  }

  /** Orders that the quote may concern. A side without size fills nothing, and without a session only what must trade at once is met. */
  reached({ book }: AssetBook, quote: VenueQuoteRow | null, session: VenueSession | null): string[] {
    return book.reachedBy(reachOf(quote, session), session ?? "extended").flatMap(({ venueOrderId }) => {
      const orderId = this.#byVenueId.get(venueOrderId);
      return orderId === undefined ? [] : [orderId];
    });
  }

  /** The same for a bar of the symbol. */
  reachedByBar(assetId: string, event: BarEvent): string[] {
    const found = this.#assets.get(assetId)?.book.reached(event) ?? [];
    return found.flatMap(({ venueOrderId }) => this.#byVenueId.get(venueOrderId) ?? []);
  }

  /** Whether an order's time is over by then. */
  endsBy(at: Date): boolean {
    return this.#orders.values().some(({ row }) => row.expiresAt !== null && row.expiresAt <= at);
  }

  /** Orders whose auction has come, the earliest first: which of them an account's cash pays is not decided by when the index heard of them. */
  due(venueAt: Date): RestingRow[] {
    const due = [...this.#auctions.values()].filter(({ auctionAt, expiresAt }) => {
      const at = auctionAt ?? expiresAt;
      return at !== null && at <= venueAt;
    });
    return due.toSorted((a, b) => (a.seq < b.seq ? -1 : 1));
  }

  #add(row: RestingRow): void {
    const { assetId, assetClass, orderId, venueOrderId } = row;
    const asset = this.#assets.get(assetId) ?? { assetId, assetClass, book: new VenueBook() };
    this.#assets.set(assetId, asset);
    asset.book.add(restingOrder(row));
    this.#orders.set(orderId, { row, asset });
    this.#byVenueId.set(venueOrderId, orderId);
    if (row.timeInForce === "opg" || row.timeInForce === "cls") this.#auctions.set(orderId, row);
  }
}

function reachOf(quote: VenueQuoteRow | null, session: VenueSession | null): Reach {
  if (quote === null || session === null || !quote.holds) return NOTHING;
  const reach = quoteReach(quote);
  return {
    ...reach,
    buyAt: isNothing(quote.askSize) ? null : reach.buyAt,
    sellAt: isNothing(quote.bidSize) ? null : reach.sellAt,
  };
}

function isNothing(size: string): boolean {
  return /^0(\.0*)?$/.test(size);
}
