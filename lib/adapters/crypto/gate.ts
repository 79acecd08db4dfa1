/** Lets so many pieces of work run at once, keeps some waiting in line, and turns the rest away. */

export class GateFull extends Error {
  override readonly name = "GateFull";
}

export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

export function createGate(atOnce: number, waitingMax: number): Gate {
  const line: (() => void)[] = [];
  let inside = 0;

  return async (work) => {
    if (inside >= atOnce) {
      if (line.length >= waitingMax) throw new GateFull("too much of this is going on at once");
      // Whoever leaves hands over the place: it is never counted free in between.
      await new Promise<void>((resolve) => line.push(resolve));
    } else inside += 1;
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next === undefined) inside -= 1;
      else next();
    }
  };
}
