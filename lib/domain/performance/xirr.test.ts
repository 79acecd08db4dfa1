// XIRR balances every payment, near −100 % and far above as well, and says why when no rate can.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anySeries } from "#lib/testing/performance/any-series.ts";
import { dec } from "../shared/decimal.ts";
import { FIXED_ONE, fromFixed18, toFixed18 } from "../shared/fixed.ts";
import { addDays, asLocalDate } from "../shared/local-date.ts";
import { GROWTH_ONE, growthPerDay, type Payment } from "./growth.ts";
import { seriesOf } from "./samples.ts";
import { simpleReturn } from "./simple-return.ts";
import { xirr, xirrOfSeries } from "./xirr.ts";

const START = asLocalDate("2023-01-01");
/** Days since the start, and an amount. */
type Flow = readonly [number, string];
const flows = (...list: readonly Flow[]) =>
  list.map(([days, amount]) => ({ day: addDays(START, days), amount: toFixed18(amount) }));

function read(...list: readonly Flow[]) {
  const { fraction, reason } = xirr(flows(...list));
  return fraction === null ? reason : fromFixed18(fraction);
}

describe("XIRR", () => {
  it.each([181, 365, 366, 4_000])("takes a year for 365 days, as after %d days", (days) => {
    const expected = dec("1.1").pow(dec("365").div(days.toString())).minus(1);
    const found = dec(read([0, "-1000"], [days, "1100"]) ?? "");
    expect(found.minus(expected).abs().lt("1e-17")).toBe(true);
  });

  it("is that of the spreadsheets' own example", () => {
    const list = [
      ["2008-01-01", "-10000"],
      ["2008-03-01", "2750"],
      ["2008-10-30", "4250"],
      ["2009-02-15", "3250"],
      ["2009-04-01", "2750"],
    ] as const;
    const found = xirr(list.map(([day, amount]) => ({ day: asLocalDate(day), amount: toFixed18(amount) })));
    expect(fromFixed18(found.fraction ?? 0n)).toMatch(/^0\.37336253/);
  });

  it("is 0 where as much came back as was put in", () => {
    expect(read([0, "-50"], [100, "-50"], [500, "100"])).toBe("0");
  });

  it("sums what happens on one day, in any order", () => {
    expect(read([365, "60"], [0, "-40"], [0, "-60"], [365, "50"])).toBe("0.1");
  });

  it("comes out at a loss of 99.999 percent", () => {
    expect(read([0, "-100000"], [365, "1"])).toBe("-0.99999");
    expect(read([0, "-100000"], [730, "0.000000000000001"])).toBe("-0.9999999999");
  });

  it("comes out at a loss of 99.999 percent in a day, which is nothing left in a year", () => {
    expect(read([0, "-100000"], [1, "1"])).toBe("-1");
  });

  it("comes out at huge gains", () => {
    expect(read([0, "-1"], [365, "1000000000000"])).toBe("999999999999");
    const doubledDaily = 2n ** 365n - 1n;
    expect(
      dec(read([0, "-1"], [1, "2"]))
        .div(dec(doubledDaily))
        .minus(1)
        .abs()
        .lt("1e-30"),
    ).toBe(true);
  });

  it("takes the rate nearest to no growth when several fit", () => {
    // 1 + r solves x² − 5x + 6: 100 % and 200 %.
    expect(read([0, "-100"], [365, "500"], [730, "-600"])).toBe("1");
    // x² − 2.6x + 1.2: −40 % (as far as +67 %) and +100 %.
    expect(read([0, "-10"], [365, "26"], [730, "-12"])).toBe("-0.4");
  });

  it.each([
    [
      "nothing came back",
      [
        [0, "-100"],
        [50, "-100"],
      ],
      "All that was put in is lost or owed: no rate above −100 % fits.",
    ],
    [
      "nothing was put in",
      [
        [0, "100"],
        [50, "1"],
      ],
      "Nothing was put in, so there is nothing that could have grown.",
    ],
    [
      "it was all on one day",
      [
        [9, "-100"],
        [9, "101"],
      ],
      "Everything happened on one day, and a rate needs time.",
    ],
    ["there was nothing", [[0, "0"]], "No money was put in, taken out or is there."],
    [
      "it is the day on which the first money came, and all of it is still there",
      [
        [0, "-100"],
        [0, "100"],
      ],
      "Everything happened on one day, and a rate needs time.",
    ],
    [
      "all that came went again on its own day",
      [
        [0, "-100"],
        [0, "100"],
        [5, "-7"],
        [5, "7"],
      ],
      "What was put in was taken out again on the same day, and a rate needs time.",
    ],
    [
      "no rate fits though the signs change",
      [
        [0, "-100"],
        [365, "100"],
        [730, "-100"],
      ],
      "No rate makes what was put in and what came of it agree.",
    ],
  ] as const)("is unknown and says why when %s", (_case, list, reason) => {
    expect(read(...list)).toBe(reason);
  });

  it("of a series takes start value, flows and end value", () => {
    const { opening } = seriesOf("100");
    const days = [
      { day: addDays(START, 1), value: toFixed18("150"), inflow: toFixed18("50"), outflow: 0n },
      { day: addDays(START, 365), value: toFixed18("110"), inflow: 0n, outflow: 0n },
    ];
    const expected = xirr(flows([0, "-100"], [1, "-50"], [365, "110"]));
    expect(xirrOfSeries({ opening, days })).toEqual(expected);
    expect(expected.fraction).not.toBeNull();
  });

  it("of a series is unknown while its end value is", () => {
    expect(xirrOfSeries(seriesOf("100", "?")).reason).toBe("The value at the end is not known.");
    expect(xirrOfSeries(seriesOf("100")).reason).toBe("There is not a day to look at.");
  });
});

const amount = fc.bigInt({ min: 1n, max: 10n ** 9n * FIXED_ONE });

describe("for any payments, XIRR", () => {
  it("is the simple return when one deposit has been there for 365 days", () => {
    fc.assert(
      fc.property(amount, amount, (paid, value) => {
        const days = [
          { day: START, value: paid, inflow: paid, outflow: 0n },
          { day: addDays(START, 365), value, inflow: 0n, outflow: 0n },
        ];
        const [a, b] = [xirrOfSeries({ opening: 0n, days }).fraction, simpleReturn({ opening: 0n, days }).fraction];
        // Of a huge gain as many digits count as of a small one.
        const slack = 2n + (b ?? 0n) / 10n ** 24n;
        expect(a !== null && b !== null && a - b <= slack && b - a <= slack).toBe(true);
      }),
    );
  });

  it("makes the present value 0, to a thousand-millionth of what was moved", () => {
    const list = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9_000 }), fc.boolean(), amount), {
      selector: ([day]) => day,
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(list, amount, (rest, first) => {
        const payments = [[0, true, first] as const, ...rest]
          .map(([day, paid, size]): Payment => ({ day: addDays(START, day), amount: paid ? -size : size }))
          .sort((a, b) => (a.day < b.day ? -1 : 1));
        const growth = growthPerDay(payments);
        if (growth === null) return;
        const { net, moved } = presentValue(payments, growth);
        expect(net.abs().lte(moved.times("1e-9"))).toBe(true);
      }),
    );
  });

  it("finds a rate whenever deposits come before all that is taken out", () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        const last = series.days.length - 1;
        const days = series.days.map((point, index) => ({ ...point, outflow: index === last ? point.outflow : 0n }));
        // A last inflow larger than what is there in the end leaves nothing that came back.
        const { fraction, reason } = xirrOfSeries({ ...series, days });
        expect(fraction !== null || reason?.startsWith("All that was put in")).toBe(true);
      }),
    );
  });
});

/** Worked out anew with the decimal library, from the first day for growing money and from the last for shrinking. */
function presentValue(payments: readonly Payment[], growth: bigint) {
  const daily = dec(growth).div(dec(GROWTH_ONE));
  const anchor = growth > GROWTH_ONE ? payments[0] : payments.at(-1);
  let [net, moved] = [dec("0"), dec("0")];
  for (const { day, amount: size } of payments) {
    const days = (Date.parse(day) - Date.parse(anchor?.day ?? day)) / 86_400_000;
    const part = dec(size).times(daily.pow(-days));
    net = net.plus(part);
    moved = moved.plus(part.abs());
  }
  return { net, moved };
}
