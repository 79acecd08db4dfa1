/** Wakes other processes after a commit; losing a call delays them by a poll at most. */
export interface Notifier {
  /** Where more is to come in a moment, the word may wait so many milliseconds for it, and both go as one. */
  accountChanged(accountId: string, withinMs?: number): Promise<void>;
  /** A desk-wide halt was set or lifted. */
  deskChanged(): Promise<void>;
  quotesChanged(): Promise<void>;
  flagsChanged(): Promise<void>;
}
