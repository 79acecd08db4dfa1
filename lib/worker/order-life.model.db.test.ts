/** Orders of every type and class, prices, time, halts, failing wires and dying processes in any order: the books stay right after every step. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, it } from "vitest";
import { parseCount } from "#lib/domain/shared/count.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { arbitraryStep } from "#lib/testing/order-life/arbitrary-step.ts";
import { type Beliefs, believe, expectTruths } from "#lib/testing/order-life/beliefs.ts";
import { endLife } from "#lib/testing/order-life/end-life.ts";
import { FOUND } from "#lib/testing/order-life/found.ts";
import { beginLife, type Life, type LifeSettings } from "#lib/testing/order-life/life.ts";
import { type Step, showStep } from "#lib/testing/order-life/steps.ts";
import { openVenueDesk, type VenueDesk } from "#lib/testing/venue-desk.ts";

let test: TestDatabase;
let venue: VenueDesk;

beforeAll(open);
afterAll(close);

async function open(): Promise<void> {
  test = await createTestDatabase();
  venue = await openVenueDesk(test.appUrl, ["AAPL", "BTC/USD"]);
  const { database } = venue.desk;
  await database.marketState.update({ where: { id: 1 }, data: { sessions: "nyse" } });
  await database.asset.updateMany({ where: { symbol: "AAPL" }, data: { shortable: true } });
}

async function close(): Promise<void> {
  await venue.desk.close();
  await test.drop();
}

class Command implements fc.AsyncCommand<Beliefs, Life> {
  readonly step: Step;
  constructor(step: Step) {
    this.step = step;
  }
  check({ atHalt }: Readonly<Beliefs>): boolean {
    if (this.step.kind === "lift") return atHalt !== null;
    return this.step.kind !== "halt" || atHalt === null;
  }
  async run(beliefs: Beliefs, life: Life): Promise<void> {
    await life.step(this.step);
    await expectTruths(life, beliefs);
  }
  toString(): string {
    return showStep(this.step);
  }
}

const settings: fc.Arbitrary<LifeSettings> = fc.record({
  cash: fc.constantFrom("3000", "6000", "50000"),
  shares: fc.constantFrom("0", "12"),
  eager: fc.constantFrom(true, true, false),
  trading: fc.record({
    multiplier: fc.constantFrom(1 as const, 1 as const, 2 as const, 4 as const),
    shorting: fc.boolean(),
    allowCrossZero: fc.boolean(),
    slippage: fc.constantFrom(
      { kind: "none" as const, value: dec("0") },
      { kind: "per_share" as const, value: dec("0.05") },
      { kind: "bps" as const, value: dec("7") },
    ),
    commission: fc.constantFrom(
      { kind: "default" as const, value: dec("0"), minimum: dec("0") },
      { kind: "none" as const, value: dec("0"), minimum: dec("0") },
      { kind: "per_share" as const, value: dec("0.03"), minimum: dec("1") },
      { kind: "alpaca" as const, value: dec("0"), minimum: dec("0") },
    ),
  }),
});

async function live(given: LifeSettings, commands: Iterable<fc.AsyncCommand<Beliefs, Life>>): Promise<void> {
  try {
    const life = await beginLife(venue, given);
    const beliefs = believe(given.cash);
    await fc.asyncModelRun(() => ({ model: beliefs, real: life }), commands);
    await endLife(life, beliefs);
  } catch (error) {
    // What it left undone at the venue must not be the next life's.
    await close();
    await open();
    throw error;
  }
}

const SEEDS = 2_147_483_647;
/** For a longer search BALLAST_LIFE_RUNS=1000; BALLAST_LIFE_SEED, from the test's name, repeats one. */
const RUNS = parseCount(process.env["BALLAST_LIFE_RUNS"] ?? "20", { min: 1, max: 1_000_000 });
const SEED = parseCount(process.env["BALLAST_LIFE_SEED"] ?? `${Date.now() % SEEDS}`, { min: 0, max: SEEDS });

describe("an account's orders", () => {
  it(`keep the books right after every step, and all of them can be ended (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        settings,
        fc.commands([arbitraryStep.map((step) => new Command(step))], { maxCommands: 60, size: "max" }),
        live,
      ),
      // Biased, most lives would be short.
      { seed: SEED, numRuns: RUNS, unbiased: true },
    );
  }, 3_600_000);

  it.each(FOUND)("$name", async ({ settings: given, steps }) => {
    await live(
      given,
      steps.map((step) => new Command(step)),
    );
  });
});
