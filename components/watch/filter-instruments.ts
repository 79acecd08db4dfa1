// Which instruments match what is typed: symbols that begin with it first, then names and symbols that hold it.
export interface Watched {
  readonly symbol: string;
  readonly name: string;
}

export function filterInstruments<I extends Watched>(instruments: readonly I[], typed: string): readonly I[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return instruments;
  const begins = instruments.filter(({ symbol }) => symbol.toLowerCase().startsWith(wanted));
  const holds = instruments.filter(
    (each) => !begins.includes(each) && `${each.symbol} ${each.name}`.toLowerCase().includes(wanted),
  );
  return [...begins, ...holds];
}

/** The neighbour up or down; stays at the ends, and starts at the first when the current one is filtered away. */
export function neighbour(symbols: readonly string[], current: string, step: 1 | -1): string | null {
  const index = symbols.indexOf(current);
  if (index === -1) return symbols[0] ?? null;
  return symbols[index + step] ?? null;
}
