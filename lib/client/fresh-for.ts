/** How long a reading counts as fresh: with 0 every hydrated list would be fetched twice. */

/** Followed by the stream: news comes by itself, this is only the net below it. */
export const FOLLOWED_MS = 30_000;
/** Changes by somebody's hand: read again when one comes back to the page. */
export const BY_HAND_MS = 5_000;
/** Hardly ever changes. */
export const STEADY_MS = 300_000;
