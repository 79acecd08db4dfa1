/** Wall time, and venue time where a test, the seed or a replay sets it. */
export interface Clock {
  /** Wall time: sessions, keys, limits. */
  now(): Date;
}
