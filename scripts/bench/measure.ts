/** Two ways to load something: so many callers who wait for each other's answers, or arrivals at a fixed rate that wait for nobody. */

export interface Sample {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly count: number;
}

export interface ClosedLoop {
  readonly callers: number;
  readonly forMs: number;
  readonly work: (caller: number) => Promise<void>;
}

/** Each caller asks again as soon as it was answered. */
export async function closedLoop({ callers, forMs, work }: ClosedLoop): Promise<Sample> {
  const times: number[] = [];
  const startedAt = performance.now();
  const end = startedAt + forMs;
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      while (performance.now() < end) {
        const askedAt = performance.now();
        await work(caller);
        times.push(performance.now() - askedAt);
      }
    }),
  );
  return toSample(times, performance.now() - startedAt);
}

export interface OpenLoop {
  readonly perSecond: number;
  readonly forMs: number;
  readonly work: (arrival: number) => Promise<void>;
}

/** Times count from the moment at which a request was meant to go out: one that had to wait for us is late, not lucky. */
export async function openLoop({ perSecond, forMs, work }: OpenLoop): Promise<Sample> {
  const times: number[] = [];
  const everyMs = 1000 / perSecond;
  const running: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let arrival = 0; arrival * everyMs < forMs; arrival += 1) {
    const intendedAt = startedAt + arrival * everyMs;
    const early = intendedAt - performance.now();
    if (early > 0) await pause(early);
    running.push(
      work(arrival).then(() => {
        times.push(performance.now() - intendedAt);
      }),
    );
  }
  await Promise.all(running);
  return toSample(times, performance.now() - startedAt);
}

export function toSample(times: readonly number[], elapsedMs: number): Sample {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    perSecond: (times.length / elapsedMs) * 1000,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    count: times.length,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** Medians of several rounds, figure by figure. */
export function medianSample(rounds: readonly Sample[]): Sample {
  const of = (figure: keyof Sample) => median(rounds.map((round) => round[figure]));
  return { perSecond: of("perSecond"), p50: of("p50"), p95: of("p95"), p99: of("p99"), count: of("count") };
}

/** Rounds of several things by turns, so that a busy minute of the machine meets all of them. */
export async function byTurns<Name extends string>(
  rounds: number,
  things: Readonly<Record<Name, () => Promise<Sample>>>,
): Promise<Record<Name, Sample>> {
  const names = Object.keys(things) as Name[];
  const samples = new Map<Name, Sample[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const name of names) samples.get(name)?.push(await things[name]());
  return Object.fromEntries(names.map((name) => [name, medianSample(samples.get(name) ?? [])])) as Record<Name, Sample>;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
