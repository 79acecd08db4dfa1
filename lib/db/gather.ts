/** Makes one statement of many calls: what is asked while one statement is under way goes together in the next. */

/** The answer to each item, in the items' order. */
export type RunTogether<Item, Answer> = (items: readonly Item[]) => Promise<readonly Answer[]>;

export interface GatherOptions<Item> {
  readonly togetherMax?: number;
  /** Names of what an item touches: items that share one are never under way at the same time, and keep their order. */
  readonly apart?: (item: Item) => readonly string[];
  /** Items that share a name may still go in one statement. */
  readonly alike?: boolean;
  /** Shared by gatherers whose items touch the same things. */
  readonly turns?: Turns;
  /** For work that is in no hurry: how long it leaves others in front when what it touches is under way. Then the next turn is its own. */
  readonly patienceMs?: number;
}

/** What is being touched, and who wants to know when it is free again. */
export interface Turns {
  readonly underWay: Set<string>;
  readonly waiting: Set<() => void>;
}

export function createTurns(): Turns {
  return { underWay: new Set(), waiting: new Set() };
}

interface Asked<Item, Answer> {
  readonly item: Item;
  readonly names: readonly string[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A call alone goes out in this turn of the event loop, so that a quiet desk waits for nothing; in a storm the statements grow instead of their number. When a
 * statement for many fails, each is tried alone, so that one bad item spoils only itself: what runs here must bear being repeated.
 */
export function gather<Item, Answer>(
  run: RunTogether<Item, Answer>,
  {
    togetherMax = 64,
    apart = () => [],
    alike = false,
    turns = createTurns(),
    patienceMs = 0,
  }: GatherOptions<Item> = {},
): (item: Item) => Promise<Answer> {
  let waiting: Asked<Item, Answer>[] = [];
  let busy = false;
  let patient = false;

  function take(): Asked<Item, Answer>[] {
    const taken: Asked<Item, Answer>[] = [];
    const left: Asked<Item, Answer>[] = [];
    const blocked = new Set(turns.underWay);
    for (const asked of waiting) {
      const goes = taken.length < togetherMax && !asked.names.some((name) => blocked.has(name));
      (goes ? taken : left).push(asked);
      // Nobody overtakes whoever waits for the same name.
      if (!goes || !alike) for (const name of asked.names) blocked.add(name);
    }
    for (const { names } of taken) for (const name of names) turns.underWay.add(name);
    waiting = left;
    return taken;
  }

  async function answer(asked: readonly Asked<Item, Answer>[]): Promise<void> {
    try {
      const answers = await run(asked.map(({ item }) => item));
      if (answers.length !== asked.length) throw new Error("a gathered statement answers every item");
      for (const [index, one] of asked.entries()) one.resolve(answers[index] as Answer);
    } catch (error) {
      if (asked.length === 1) for (const one of asked) one.reject(error);
      else await Promise.all(asked.map((one) => answer([one])));
    }
  }

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let taken = await soon(take); taken.length > 0; taken = await soon(take)) {
      await answer(taken);
      for (const { names } of taken) for (const name of names) turns.underWay.delete(name);
      const others = [...turns.waiting];
      turns.waiting.clear();
      for (const wake of others) wake();
    }
    busy = false;
    if (waiting.length > 0) awaitTurn();
  }

  /** What is left waits for the end of somebody else's turn. */
  function awaitTurn(): void {
    if (patienceMs === 0) turns.waiting.add(work);
    else if (!patient) {
      patient = true;
      setTimeout(insist, patienceMs);
    }
  }

  function insist(): void {
    patient = false;
    turns.waiting.add(work);
    // Nobody may be under way any more who would say so.
    if (turns.underWay.size === 0) void work();
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, names: apart(item), resolve, reject });
      void work();
    });
}

export interface GatherByOptions<Key, Item> extends Omit<GatherOptions<Item>, "turns"> {
  readonly turnsOf?: (key: Key) => Turns;
}

/** After what this turn of the event loop still has to do: calls that come from one cause go together. */
function soon<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => setImmediate(() => resolve(work())));
}

/** One gatherer for each database handle, for as long as the handle lives. */
export function gatherBy<Key extends object, Item, Answer>(
  run: (key: Key, items: readonly Item[]) => Promise<readonly Answer[]>,
  { turnsOf, ...options }: GatherByOptions<Key, Item> = {},
): (key: Key, item: Item) => Promise<Answer> {
  const gatherers = new WeakMap<Key, (item: Item) => Promise<Answer>>();
  return (key, item) => {
    const known = gatherers.get(key);
    const own =
      known ?? gather<Item, Answer>((items) => run(key, items), { ...options, turns: turnsOf?.(key) ?? createTurns() });
    if (known === undefined) gatherers.set(key, own);
    return own(item);
  };
}
