// Any series of a few days with flows, drawn at random.
import fc from "fast-check";
import type { DaySeries } from "#lib/domain/performance/day-series.ts";
import { FIXED_ONE } from "#lib/domain/shared/fixed.ts";
import { addDays, asLocalDate } from "#lib/domain/shared/local-date.ts";

const FIRST_DAY = asLocalDate("2024-01-01");
const amount = fc.bigInt({ min: 1n, max: 10n ** 6n * FIXED_ONE });
const flow = fc.oneof({ weight: 3, arbitrary: fc.constant(0n) }, { weight: 1, arbitrary: amount });

/** Values above 0 on every day, so that no day is flagged. */
export const anySeries = fc
  .record({
    opening: amount,
    days: fc.array(fc.record({ value: amount, inflow: flow, outflow: flow }), { minLength: 1 }),
  })
  .map(({ opening, days }) => ({
    opening,
    days: days.map((point, index) => ({ ...point, day: addDays(FIRST_DAY, index) })),
  }));

export function withoutFlows({ opening, days }: DaySeries): DaySeries {
  return { opening, days: days.map((point) => ({ ...point, inflow: 0n, outflow: 0n })) };
}
