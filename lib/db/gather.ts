/** Makes one statement of many calls: what is asked while one statement is under way goes together in the next. */

/** The answer to each item, in the items' order. */
export type RunTogether<Item, Answer> = (items: readonly Item[]) => Promise<readonly Answer[]>;

const TOGETHER_MAX = 64;

interface Asked<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A call alone goes out at once, so that a quiet desk waits for nothing; in a storm the statements grow instead of their number. When a
 * statement for many fails, each is tried alone, so that one bad item spoils only itself: what runs here must bear being repeated.
 */
export function gather<Item, Answer>(run: RunTogether<Item, Answer>): (item: Item) => Promise<Answer> {
  const waiting: Asked<Item, Answer>[] = [];
  let underWay = false;

  async function answer(asked: readonly Asked<Item, Answer>[]): Promise<void> {
    try {
      const answers = await run(asked.map(({ item }) => item));
      if (answers.length !== asked.length) throw new Error("a gathered statement answers every item");
      for (const [index, one] of asked.entries()) one.resolve(answers[index] as Answer);
    } catch (error) {
      if (asked.length === 1) for (const one of asked) one.reject(error);
      else for (const one of asked) await answer([one]);
    }
  }

  async function work(): Promise<void> {
    underWay = true;
    while (waiting.length > 0) await answer(waiting.splice(0, TOGETHER_MAX));
    underWay = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!underWay) void work();
    });
}

/** One gatherer for each database handle, for as long as the handle lives. */
export function gatherBy<Key extends object, Item, Answer>(
  run: (key: Key, items: readonly Item[]) => Promise<readonly Answer[]>,
): (key: Key, item: Item) => Promise<Answer> {
  const gatherers = new WeakMap<Key, (item: Item) => Promise<Answer>>();
  return (key, item) => {
    const known = gatherers.get(key);
    const own = known ?? gather<Item, Answer>((items) => run(key, items));
    if (known === undefined) gatherers.set(key, own);
    return own(item);
  };
}
