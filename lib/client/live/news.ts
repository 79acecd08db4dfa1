/** Which readings an event makes old. Quotes and orders are written into the cache; everything here is read anew. */

export type News =
  | "quotes"
  | "order"
  | "execution"
  | "balance"
  | "limit"
  | "halt"
  | "breach"
  | "performance"
  | "desk"
  | "flags";

/** First parts of query keys. */
const TOUCHES: { readonly [N in News]: readonly string[] } = {
  quotes: ["portfolio", "positions"],
  order: ["orders", "order-counts", "order", "order-story", "trading-status", "risk-limits", "portfolio", "accounts"],
  execution: [
    "executions",
    "activities",
    "positions",
    "portfolio",
    "equity",
    "performance",
    "journals",
    "lots",
    "order-story",
    "risk-limits",
    "accounts",
  ],
  // Lots that a sale can take are among what it moves.
  balance: [
    "portfolio",
    "accounts",
    "journals",
    "equity",
    "performance",
    "trading-status",
    "activities",
    // What a fill realised follows its lots.
    "executions",
    "positions",
    "lots",
    "sale-lots",
  ],
  limit: ["risk-limits", "trading-status"],
  halt: ["halts", "trading-status"],
  breach: ["breaches", "risk-limits"],
  performance: ["performance"],
  desk: ["halts", "trading-status", "calendar"],
  flags: ["flags", "trading-status"],
};

export function touchedBy(news: string): readonly string[] {
  return TOUCHES[news as News] ?? [];
}

/** Collects what has grown old and says so at most once a second; the first word goes out at once. */
export class Invalidations {
  readonly #pending = new Set<string>();
  readonly #flush: (heads: ReadonlySet<string>) => void;
  readonly #everyMs: number;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #resting = false;

  constructor(flush: (heads: ReadonlySet<string>) => void, everyMs = 1_000) {
    this.#flush = flush;
    this.#everyMs = everyMs;
  }

  add(heads: readonly string[]): void {
    for (const head of heads) this.#pending.add(head);
    if (!this.#resting) this.#send();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#pending.clear();
  }

  #send(): void {
    if (this.#pending.size === 0) return;
    const heads = new Set(this.#pending);
    this.#pending.clear();
    this.#resting = true;
    this.#timer = setTimeout(() => {
      this.#resting = false;
      this.#send();
    }, this.#everyMs);
    this.#flush(heads);
  }
}
