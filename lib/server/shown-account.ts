/** Which account the desk shows: the chosen one, and without a choice the one that a person began with. */

interface Shown {
  readonly id: string;
  readonly role: string | null;
}

/** `accounts` come newest first. One that is opened by a program, or that somebody shares, moves nobody from theirs to it. */
export function shownAccount<A extends Shown>(accounts: readonly A[], chosen: string | undefined): A | null {
  return (
    accounts.find(({ id }) => id === chosen) ??
    accounts.findLast(({ role }) => role === "owner") ??
    accounts.at(-1) ??
    null
  );
}
