/** Makes one statement of many calls: what is asked while one statement is under way goes together in the next. */

/** The answer to each item, in the items' order. Patiently: a single item that waits as long as it may, with nobody behind it. */
export type RunTogether<Item, Answer> = (items: readonly Item[], patiently: boolean) => Promise<readonly Answer[]>;

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
  /** What may pass with waiting: an item that fails so when it is alone is run once more, patiently. */
  readonly worthWaiting?: (error: unknown) => boolean;
  /** How many are tried alone at the same time, and how many wait patiently: each has a connection. */
  readonly aloneMax?: number;
  readonly patientMax?: number;
}

/** What is being touched, and who wants to know when it is free again. */
export interface Turns {
  /** How many items under way have the name. */
  readonly underWay: Map<string, number>;
  readonly waiting: Set<() => void>;
}

export function createTurns(): Turns {
  return { underWay: new Map(), waiting: new Set() };
}

interface Asked<Item, Answer> {
  readonly item: Item;
  readonly names: readonly string[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A call alone goes out in this turn of the event loop, so that a quiet desk waits for nothing; in a storm the statements grow instead of their number. When a
 * statement for many fails, each is tried alone, so that one bad item spoils only itself: what runs here must bear being repeated. Tries alone go beside the next
 * statements, a few at a time, and keep their names until they end: only what touches the same waits for them.
 */
export function gather<Item, Answer>(
  run: RunTogether<Item, Answer>,
  {
    togetherMax = 64,
    apart = () => [],
    alike = false,
    turns = createTurns(),
    patienceMs = 0,
    worthWaiting = () => false,
    aloneMax = 8,
    patientMax = 4,
  }: GatherOptions<Item> = {},
): (item: Item) => Promise<Answer> {
  const hurriedly = fewAtATime(aloneMax);
  const patiently = fewAtATime(patientMax);
  let waiting: Asked<Item, Answer>[] = [];
  let busy = false;
  let patient = false;

  function take(): Asked<Item, Answer>[] {
    const taken: Asked<Item, Answer>[] = [];
    const left: Asked<Item, Answer>[] = [];
    const blocked = new Set(turns.underWay.keys());
    for (const asked of waiting) {
      const goes = taken.length < togetherMax && !asked.names.some((name) => blocked.has(name));
      (goes ? taken : left).push(asked);
      // Nobody overtakes whoever waits for the same name.
      if (!goes || !alike) for (const name of asked.names) blocked.add(name);
    }
    for (const name of taken.flatMap(({ names }) => names)) {
      turns.underWay.set(name, (turns.underWay.get(name) ?? 0) + 1);
    }
    waiting = left;
    return taken;
  }

  /** Answers all of them, or none and says why. */
  async function attempt(asked: readonly Asked<Item, Answer>[], waits: boolean): Promise<Failed | null> {
    try {
      const items = asked.map(({ item }) => item);
      const answers = await run(items, waits);
      if (answers.length !== asked.length) throw new Error("a gathered statement answers every item");
      for (const [index, one] of asked.entries()) one.resolve(answers[index] as Answer);
    } catch (error) {
      return { error };
    }
    leave(asked);
    return null;
  }

  async function alone(one: Asked<Item, Answer>): Promise<void> {
    const failed = await hurriedly(() => attempt([one], false));
    if (failed !== null) await again(one, failed);
  }

  /** In a line of its own: those that wait for long are never in front of those that need not. */
  async function again(one: Asked<Item, Answer>, hurried: Failed): Promise<void> {
    const failed = worthWaiting(hurried.error) ? await patiently(() => attempt([one], true)) : hurried;
    if (failed === null) return;
    one.reject(failed.error);
    leave([one]);
  }

  function leave(asked: readonly Asked<Item, Answer>[]): void {
    for (const name of asked.flatMap(({ names }) => names)) {
      const others = (turns.underWay.get(name) ?? 1) - 1;
      if (others > 0) turns.underWay.set(name, others);
      else turns.underWay.delete(name);
    }
    const woken = [...turns.waiting];
    turns.waiting.clear();
    for (const wake of woken) wake();
  }

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let taken = await soon(take); taken.length > 0; taken = await soon(take)) {
      const failed = await attempt(taken, false);
      if (failed === null) continue;
      // Not awaited: whoever waits for its own lock is not waited for by the others.
      const [only, ...more] = taken;
      if (only !== undefined && more.length === 0) void again(only, failed);
      else for (const one of taken) void alone(one);
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

interface Failed {
  readonly error: unknown;
}

/** The others come after them, in their order. */
function fewAtATime(max: number): <T>(work: () => Promise<T>) => Promise<T> {
  const next: (() => void)[] = [];
  let free = max;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => next.push(resolve));
    try {
      return await work();
    } finally {
      const come = next.shift();
      if (come === undefined) free += 1;
      else come();
    }
  };
}

/** After what this turn of the event loop still has to do: calls that come from one cause go together. */
function soon<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => setImmediate(() => resolve(work())));
}

/** One gatherer for each database handle, for as long as the handle lives. */
export function gatherBy<Key extends object, Item, Answer>(
  run: (key: Key, items: readonly Item[], patiently: boolean) => Promise<readonly Answer[]>,
  { turnsOf, ...options }: GatherByOptions<Key, Item> = {},
): (key: Key, item: Item) => Promise<Answer> {
  const gatherers = new WeakMap<Key, (item: Item) => Promise<Answer>>();
  return (key, item) => {
    const known = gatherers.get(key);
    const own =
      known ??
      gather<Item, Answer>((items, patiently) => run(key, items, patiently), {
        ...options,
        turns: turnsOf?.(key) ?? createTurns(),
      });
    if (known === undefined) gatherers.set(key, own);
    return own(item);
  };
}
