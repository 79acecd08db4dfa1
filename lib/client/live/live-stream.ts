/** One stream a browser: the tab that holds the Web Lock reads it and tells the others over a BroadcastChannel. */
import { ApiProblem, problemOf } from "../fetch.ts";
import { paths } from "../paths.ts";
import type { LiveMessage, LiveSnapshot, LiveState } from "./live-message.ts";
import { readEvents, type ServerEvent } from "./read-events.ts";

export interface LiveHandlers {
  /** Every event, in every tab. */
  readonly onEvent: (event: ServerEvent) => void;
  /** Something may have been missed: read everything anew. */
  readonly onGap: () => void;
}

export interface LiveChannel {
  postMessage(message: LiveMessage): void;
  onmessage: ((event: { readonly data: LiveMessage }) => void) | null;
  close(): void;
}

/** The browser's parts; tests bring their own. */
export interface LiveParts {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  /** Runs `work` when no other tab holds the name; ends when `signal` does. */
  readonly lock: (name: string, signal: AbortSignal, work: () => Promise<void>) => Promise<void>;
  readonly channel: (name: string) => LiveChannel;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly online: () => boolean;
}

const PAUSES_MS = [250, 1_000, 2_000, 5_000];
/** Two heartbeats and a bit: a connection that says nothing for so long is dead. */
const SILENCE_MS = 35_000;
const POLL_MS = 5_000;
/** So many failures in a row mean that something in between blocks streams. */
const BLOCKED_AFTER = 4;

type End = "again" | "poll" | "stop";

export class LiveStream {
  readonly #accountId: string | null;
  readonly #handlers: LiveHandlers;
  readonly #parts: LiveParts;
  readonly #listeners = new Set<() => void>();
  readonly #stop = new AbortController();
  #channel: LiveChannel | null = null;
  #snapshot: LiveSnapshot = { state: "connecting", figuresAt: null };
  #lastEventId: string | null = null;
  #leads = false;

  constructor(accountId: string | null, handlers: LiveHandlers, parts: LiveParts) {
    this.#accountId = accountId;
    this.#handlers = handlers;
    this.#parts = parts;
  }

  start(): void {
    const name = `ballast-stream:${this.#accountId ?? "desk"}`;
    this.#channel = this.#parts.channel(name);
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    this.#channel.postMessage({ kind: "ask" });
    this.#parts.lock(name, this.#stop.signal, () => this.#lead()).catch(() => undefined);
  }

  stop(): void {
    this.#stop.abort();
    this.#channel?.close();
    this.#channel = null;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): LiveSnapshot => this.#snapshot;

  #hear(message: LiveMessage): void {
    if (message.kind === "ask") {
      if (this.#leads) this.#tellState();
      return;
    }
    if (this.#leads) return;
    if (message.kind === "event") this.#take(message);
    else if (message.kind === "gap") this.#handlers.onGap();
    else {
      this.#lastEventId = message.lastEventId ?? this.#lastEventId;
      this.#show(message.snapshot);
    }
  }

  async #lead(): Promise<void> {
    this.#leads = true;
    let failures = 0;
    while (!this.#stop.signal.aborted) {
      const { end, greeted } = await this.#follow();
      if (end === "stop" || this.#stop.signal.aborted) return;
      failures = greeted ? 0 : failures + 1;
      if (end === "poll" || failures >= BLOCKED_AFTER) {
        this.#change("polling");
        this.#gap();
        await this.#pause(POLL_MS);
      } else {
        this.#change(this.#parts.online() ? "reconnecting" : "offline");
        await this.#pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] ?? POLL_MS);
      }
    }
  }

  /** One connection from beginning to end. */
  async #follow(): Promise<{ readonly end: End; readonly greeted: boolean }> {
    const connection = new AbortController();
    const drop = () => connection.abort();
    this.#stop.signal.addEventListener("abort", drop);
    let watchdog: ReturnType<typeof setTimeout> | undefined;
    let greeted = false;
    try {
      const response = await this.#connect(connection.signal);
      for await (const event of readEvents(response, connection.signal)) {
        clearTimeout(watchdog);
        watchdog = setTimeout(drop, SILENCE_MS);
        if (event.event === "bye") return { end: this.#farewell(event), greeted };
        if (event.event === "hello") greeted = true;
        this.#arrived(event);
      }
      return { end: "again", greeted };
    } catch (error) {
      return { end: this.#endOf(error), greeted };
    } finally {
      clearTimeout(watchdog);
      this.#stop.signal.removeEventListener("abort", drop);
      connection.abort();
    }
  }

  async #connect(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const path = paths.stream({ accountId: this.#accountId ?? undefined, lastEventId: this.#lastEventId ?? undefined });
    const response = await this.#parts.fetch(path, {
      signal,
      headers: { accept: "text/event-stream" },
      cache: "no-store",
    });
    if (!response.ok || response.body === null) throw await problemOf(response);
    return response.body;
  }

  #endOf(error: unknown): End {
    if (!(error instanceof ApiProblem)) return "again";
    if (error.status === 401) {
      this.#change("signed-out");
      return "stop";
    }
    return error.problem?.flag === "ui.live_stream" || error.status === 403 || error.status === 404 ? "poll" : "again";
  }

  #farewell({ data }: ServerEvent): End {
    const { reason } = JSON.parse(data) as { readonly reason: string };
    if (reason === "session_ended") {
      this.#change("signed-out");
      return "stop";
    }
    return reason === "stream_off" || reason === "permission_lost" ? "poll" : "again";
  }

  #arrived(event: ServerEvent): void {
    this.#channel?.postMessage({ kind: "event", ...event });
    this.#take(event);
    if (event.event !== "hello") return;
    // What happened before this stream began, or between two of them, is in no event.
    if (!(JSON.parse(event.data) as { readonly resumed: boolean }).resumed) this.#gap();
    this.#tellState();
  }

  #take(event: ServerEvent): void {
    if (event.id !== null) this.#lastEventId = event.id;
    const { at } = JSON.parse(event.data) as { readonly at?: string };
    this.#show({ state: "live", figuresAt: at ?? this.#snapshot.figuresAt });
    this.#handlers.onEvent(event);
  }

  #gap(): void {
    this.#channel?.postMessage({ kind: "gap" });
    this.#handlers.onGap();
  }

  #change(state: LiveState): void {
    this.#show({ ...this.#snapshot, state });
    this.#tellState();
  }

  #tellState(): void {
    this.#channel?.postMessage({ kind: "state", snapshot: this.#snapshot, lastEventId: this.#lastEventId });
  }

  #show(snapshot: LiveSnapshot): void {
    if (snapshot.state === this.#snapshot.state && snapshot.figuresAt === this.#snapshot.figuresAt) return;
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener();
  }

  #pause(ms: number): Promise<void> {
    return this.#parts.wait(ms, this.#stop.signal);
  }
}
