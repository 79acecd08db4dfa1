// Does one thing for each item, only so many at a time, and reports how far it has come.

export async function runBounded<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  run: (item: Item) => Promise<Result>,
  onDone: (done: number) => void = () => undefined,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let next = 0;
  let done = 0;
  async function lane(): Promise<void> {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item === undefined) return;
      results[at] = await run(item);
      done += 1;
      onDone(done);
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  return results;
}
