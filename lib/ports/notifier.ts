/** Wakes other processes after a commit; losing a call delays them by a poll at most. */
export interface Notifier {
  accountChanged(accountId: string): Promise<void>;
  /** A desk-wide halt was set or lifted. */
  deskChanged(): Promise<void>;
  quotesChanged(): Promise<void>;
  flagsChanged(): Promise<void>;
}
