/** One reader of the stream: writes server-sent events and never lets them pile up behind a reader that does not read. */

export type ByeReason = "session_ended" | "permission_lost" | "shutting_down" | "stream_off" | "too_slow";

export interface StreamEvent {
  readonly event: string;
  /** What the browser sends back as Last-Event-ID. */
  readonly id?: string;
  /** Already JSON: the same text goes to many readers. */
  readonly data: string;
}

// About a second of a busy market; beyond it quotes are skipped, since a newer one follows.
const SKIP_ABOVE_BYTES = 64 * 1024;
// Account events must not be skipped: a reader so far behind is sent away and resumes from its last one.
const CLOSE_ABOVE_BYTES = 1024 * 1024;

const encoder = new TextEncoder();

export function encodeEvent({ event, id, data }: StreamEvent): Uint8Array {
  return encoder.encode(`event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${data}\n\n`);
}

export class StreamClient {
  readonly accountId: string | null;
  readonly hideBalances: boolean;
  readonly body: ReadableStream<Uint8Array>;
  /** The last account event that was written. */
  seq = 0n;
  /** How new the newest quote is that was written. */
  quotesAt = 0;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #closed = false;
  readonly #onClose: () => void;

  constructor(options: {
    readonly accountId: string | null;
    readonly hideBalances: boolean;
    readonly onClose: () => void;
  }) {
    this.accountId = options.accountId;
    this.hideBalances = options.hideBalances;
    this.#onClose = options.onClose;
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        cancel: () => this.#finish(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: SKIP_ABOVE_BYTES }),
    );
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** True while more may be written without anything piling up. */
  get ready(): boolean {
    return !this.#closed && (this.#controller?.desiredSize ?? 0) > 0;
  }

  write(event: StreamEvent): void {
    if (this.#closed || this.#controller === null) return;
    this.#controller.enqueue(encodeEvent(event));
    if ((this.#controller.desiredSize ?? 0) < SKIP_ABOVE_BYTES - CLOSE_ABOVE_BYTES) this.end("too_slow");
  }

  /** Says why, so that the browser knows whether to come back or to ask for a sign-in. */
  end(reason: ByeReason): void {
    if (this.#closed || this.#controller === null) return;
    this.#controller.enqueue(encodeEvent({ event: "bye", data: JSON.stringify({ reason }) }));
    this.#controller.close();
    this.#finish();
  }

  #finish(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#onClose();
  }
}
