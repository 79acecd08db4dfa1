// The market that prices come from, in a word: `simulated:<seed>` is simulated.

export function marketWord(source: string): string {
  return source.split(":")[0] ?? source;
}
