/** Brings what happens to those who watch: one LISTEN connection a process, a poll once a second behind it, and readers that never wait for each other. */
import type { Handlers, Listener, ListenOptions } from "#lib/adapters/notify/postgres-listener.ts";
import { toQuoteView } from "#lib/contracts/instrument.ts";
import type { Database } from "#lib/db/client.ts";
import { type QuoteRecordRow, readQuotes } from "#lib/db/read-quotes.sql.ts";
import { readStreamEvents, readStreamHeads, type StreamEventRow } from "#lib/db/stream.sql.ts";
import { ServiceError } from "#lib/services/errors.ts";
import { toQuoteRecord } from "#lib/services/quotes/list-quotes.ts";
import { StreamClient } from "./stream-client.ts";

export interface HubParts {
  readonly database: Database;
  readonly listen: (handlers: Handlers, options: ListenOptions) => Listener;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
  readonly onClients?: (count: number) => void;
}

export interface Subscription {
  readonly accountId: string | null;
  readonly hideBalances: boolean;
  /** Whose stream it is: each may hold so many. Left out where nobody in particular reads. */
  readonly reader?: { readonly userId: string; readonly streamsMax: number };
  /** Number of the last event the reader has; null when it begins. */
  readonly lastSeq: bigint | null;
}

const POLL_MS = 1_000;
/** Four times a second at most. */
const QUOTES_EVERY_MS = 250;
const EVENTS_AT_ONCE = 500;

export class StreamHub {
  readonly #parts: HubParts;
  readonly #clients = new Set<StreamClient>();
  readonly #openBy = new Map<string, number>();
  readonly #pumping = new Map<string, Promise<void>>();
  readonly #again = new Set<string>();
  #listener: Listener | null = null;
  #poll: NodeJS.Timeout | undefined;
  #quotesTimer: NodeJS.Timeout | undefined;
  #quotesSentAt = 0;
  #quotesBusy = false;

  constructor(parts: HubParts) {
    this.#parts = parts;
  }

  get clients(): number {
    return this.#clients.size;
  }

  /** False while only the poll brings news; null before anybody has come. */
  get listening(): boolean | null {
    return this.#listener?.connected() ?? null;
  }

  async subscribe(wanted: Subscription): Promise<StreamClient> {
    const leave = this.#enter(wanted.reader);
    try {
      return await this.#open(wanted, leave);
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Counted before anything is waited for, so that streams opened at the same moment count each other. */
  #enter(reader: Subscription["reader"]): () => void {
    if (reader === undefined) return () => undefined;
    const { userId, streamsMax } = reader;
    const open = this.#openBy.get(userId) ?? 0;
    if (open >= streamsMax) throw tooManyStreams(streamsMax);
    this.#openBy.set(userId, open + 1);
    return () => {
      const left = (this.#openBy.get(userId) ?? 1) - 1;
      if (left > 0) this.#openBy.set(userId, left);
      else this.#openBy.delete(userId);
    };
  }

  async #open({ accountId, hideBalances, lastSeq }: Subscription, leave: () => void): Promise<StreamClient> {
    this.#start();
    const head =
      accountId === null ? 0n : ((await readStreamHeads(this.#parts.database, [accountId])).get(accountId) ?? 0n);
    const onClose = () => {
      leave();
      this.#remove(client);
    };
    const client = new StreamClient({ accountId, hideBalances, onClose });
    // A number from before a restored database, or from the future, is no place to go on from.
    const resumed = lastSeq !== null && lastSeq <= head;
    client.seq = resumed ? lastSeq : head;
    this.#clients.add(client);
    this.#parts.onClients?.(this.#clients.size);
    const hello = { at: this.#parts.now().toISOString(), accountId, seq: client.seq.toString(), resumed };
    client.write({
      event: "hello",
      data: JSON.stringify(hello),
      ...(accountId === null ? {} : { id: client.seq.toString() }),
    });
    this.#scheduleQuotes();
    if (accountId !== null) this.#pump(accountId);
    return client;
  }

  /** For what concerns everybody: the desk's halt, flags. */
  broadcast(event: "desk" | "flags"): void {
    const data = JSON.stringify({ at: this.#parts.now().toISOString() });
    for (const client of this.#clients) client.write({ event, data });
  }

  async close(): Promise<void> {
    for (const client of [...this.#clients]) client.end("shutting_down");
    this.#stopTimers();
    await this.#listener?.close();
    this.#listener = null;
  }

  #start(): void {
    this.#listener ??= this.#parts.listen(
      {
        ballast_account: (accountId) => this.#pump(accountId),
        ballast_quotes: () => this.#scheduleQuotes(),
        ballast_desk: () => this.broadcast("desk"),
        ballast_flags: () => this.broadcast("flags"),
      },
      { applicationName: "ballast-web-stream", onConnected: () => this.#catchUp(), onLost: this.#parts.onError },
    );
    this.#poll ??= setInterval(() => void this.#look().catch(this.#parts.onError), POLL_MS).unref();
  }

  /** Whatever was said while nobody listened was missed. */
  #catchUp(): void {
    this.broadcast("desk");
    this.broadcast("flags");
    for (const accountId of this.#accounts()) this.#pump(accountId);
  }

  async #look(): Promise<void> {
    const heads = await readStreamHeads(this.#parts.database, [...this.#accounts()]);
    for (const [accountId, head] of heads)
      if (this.#readersOf(accountId).some(({ seq }) => seq < head)) this.#pump(accountId);
    if (this.#parts.now().getTime() - this.#quotesSentAt >= POLL_MS) this.#scheduleQuotes();
  }

  #accounts(): ReadonlySet<string> {
    return new Set([...this.#clients].flatMap(({ accountId }) => (accountId === null ? [] : [accountId])));
  }

  #readersOf(accountId: string): StreamClient[] {
    return [...this.#clients].filter((client) => client.accountId === accountId);
  }

  /** One reading of an account at a time; what is said meanwhile makes one more. */
  #pump(accountId: string): void {
    if (this.#readersOf(accountId).length === 0) return;
    if (this.#pumping.has(accountId)) {
      this.#again.add(accountId);
      return;
    }
    const work = this.#deliver(accountId)
      .catch(this.#parts.onError)
      .finally(() => {
        this.#pumping.delete(accountId);
        if (this.#again.delete(accountId)) this.#pump(accountId);
      });
    this.#pumping.set(accountId, work);
  }

  async #deliver(accountId: string): Promise<void> {
    for (;;) {
      const readers = this.#readersOf(accountId);
      const [first, ...others] = readers;
      if (first === undefined) return;
      const after = others.reduce((least, { seq }) => (seq < least ? seq : least), first.seq);
      const rows = await readStreamEvents(this.#parts.database, accountId, after, EVENTS_AT_ONCE);
      for (const row of rows) for (const client of readers) writeAccountEvent(client, row);
      if (rows.length < EVENTS_AT_ONCE) return;
    }
  }

  #scheduleQuotes(): void {
    if (this.#quotesTimer !== undefined || this.#clients.size === 0) return;
    const wait = Math.max(0, this.#quotesSentAt + QUOTES_EVERY_MS - this.#parts.now().getTime());
    this.#quotesTimer = setTimeout(() => {
      this.#quotesTimer = undefined;
      void this.#sendQuotes().catch(this.#parts.onError);
    }, wait).unref();
  }

  async #sendQuotes(): Promise<void> {
    if (this.#quotesBusy) return;
    this.#quotesBusy = true;
    try {
      const now = this.#parts.now();
      const rows = await readQuotes(this.#parts.database, null);
      this.#quotesSentAt = now.getTime();
      const texts = new Map<number, string>();
      for (const client of this.#clients) writeQuotes(client, rows, now, texts);
    } finally {
      this.#quotesBusy = false;
    }
  }

  #remove(client: StreamClient): void {
    this.#clients.delete(client);
    this.#parts.onClients?.(this.#clients.size);
    if (this.#clients.size === 0) this.#stopTimers();
  }

  #stopTimers(): void {
    clearInterval(this.#poll);
    clearTimeout(this.#quotesTimer);
    this.#poll = undefined;
    this.#quotesTimer = undefined;
  }
}

function tooManyStreams(max: number): ServiceError {
  return new ServiceError(
    "rate_limited",
    `You hold ${max} live ${max === 1 ? "stream" : "streams"} open already; close one of those tabs or programs first.`,
    { retryAfterSeconds: 15, extra: { policy: "user-streams", limit: max } },
  );
}

function writeAccountEvent(client: StreamClient, { seq, type, entityId, payload }: StreamEventRow): void {
  if (seq <= client.seq) return;
  client.seq = seq;
  // Hidden balances are in no answer of the page, so not in its stream either.
  const shown = type === "balance" && client.hideBalances ? null : payload;
  client.write({
    event: "account",
    id: seq.toString(),
    data: JSON.stringify({ seq: seq.toString(), type, entityId, payload: shown }),
  });
}

/** Each reader gets what is newer than its newest; readers who saw the same share the text. */
function writeQuotes(
  client: StreamClient,
  rows: readonly QuoteRecordRow[],
  now: Date,
  texts: Map<number, string>,
): void {
  if (!client.ready) return;
  const news = rows.filter(({ updatedAt }) => updatedAt.getTime() > client.quotesAt);
  if (news.length === 0) return;
  let data = texts.get(client.quotesAt);
  if (data === undefined) {
    data = JSON.stringify({ at: now.toISOString(), items: news.map((row) => toQuoteView(toQuoteRecord(row, now))) });
    texts.set(client.quotesAt, data);
  }
  client.quotesAt = Math.max(...news.map(({ updatedAt }) => updatedAt.getTime()));
  client.write({ event: "quotes", data });
}
