/** What the tab that holds the stream tells the others. */

/** As the indicator in the shell names them. */
export type LiveState = "connecting" | "live" | "reconnecting" | "polling" | "offline" | "signed-out";

export interface LiveSnapshot {
  readonly state: LiveState;
  /** The server's time of the newest figures; null before the first. */
  readonly figuresAt: string | null;
}

export type LiveMessage =
  | { readonly kind: "event"; readonly event: string; readonly id: string | null; readonly data: string }
  /** Something may have been missed: read everything anew. */
  | { readonly kind: "gap" }
  | { readonly kind: "state"; readonly snapshot: LiveSnapshot; readonly lastEventId: string | null }
  /** A tab that has just come asks how things stand. */
  | { readonly kind: "ask" };
