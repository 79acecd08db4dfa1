/** Closes over the years: the last one on or before a day, over splits, gaps and turns of the year. */
import { describe, expect, it } from "vitest";
import { fromFixed18 } from "../shared/fixed.ts";
import { asLocalDate } from "../shared/local-date.ts";
import { CloseLine, type ClosePack, DAYS_IN_PACK, NO_CLOSE } from "./close-line.ts";
import { dayNumber, localDateOf, yearOf, yearStart } from "./day-number.ts";

const day = asLocalDate;

function pack(closes: Readonly<Record<string, bigint>>, adjusted = false): ClosePack {
  const year = yearOf(dayNumber(day(Object.keys(closes)[0] ?? "")));
  const slots = new BigInt64Array(DAYS_IN_PACK).fill(NO_CLOSE);
  for (const [on, close] of Object.entries(closes)) slots[dayNumber(day(on)) - yearStart(year)] = close * 10n ** 9n;
  return { year, adjusted, places: 9, closes: slots };
}

const price = (line: CloseLine, on: string) => {
  const found = line.on(day(on));
  return found === null ? null : [found.day, fromFixed18(found.price)];
};

describe("days as numbers", () => {
  it("go both ways, also around leap days and turns of the year", () => {
    for (const name of ["1900-01-01", "1999-12-31", "2000-02-29", "2024-12-31", "2025-01-01", "2999-12-31"]) {
      const number = dayNumber(day(name));
      expect(localDateOf(number)).toBe(name);
      expect(`${yearOf(number)}`).toBe(name.slice(0, 4));
    }
  });
});

describe("a line of closes", () => {
  const line = new CloseLine("USD", [pack({ "2023-12-29": 10n }), pack({ "2024-01-02": 11n, "2024-12-31": 12n })]);

  it("has the last close on or before the day, over the turn of the year too", () => {
    expect(price(line, "2023-12-28")).toBeNull();
    expect(price(line, "2024-01-01")).toEqual(["2023-12-29", "10"]);
    expect(price(line, "2024-06-30")).toEqual(["2024-01-02", "11"]);
    expect(price(line, "2029-06-30")).toEqual(["2024-12-31", "12"]);
  });

  it("walks to the same prices that it has day by day", () => {
    const walk = line.walk(dayNumber(day("2023-12-20")));
    for (let number = dayNumber(day("2023-12-20")); number < dayNumber(day("2025-02-01")); number += 1)
      expect(walk(number)).toBe(line.on(localDateOf(number))?.price ?? null);
  });

  it("takes the pack that was given first, and what it lacks from the next", () => {
    const both = new CloseLine("USD", [pack({ "2024-01-02": 7n }), pack({ "2024-01-02": 8n, "2024-01-03": 9n })]);
    expect(price(both, "2024-01-02")).toEqual(["2024-01-02", "7"]);
    expect(price(both, "2024-01-03")).toEqual(["2024-01-03", "9"]);
  });

  it("turns closes that are adjusted for splits back, and carries those as traded over a split", () => {
    const splits = [{ day: day("2024-01-04"), ratioNew: 4n, ratioOld: 1n }];
    const adjusted = new CloseLine("USD", [pack({ "2024-01-02": 10n, "2024-01-05": 12n }, true)], splits);
    expect(price(adjusted, "2024-01-03")).toEqual(["2024-01-02", "40"]);
    expect(price(adjusted, "2024-01-04")).toEqual(["2024-01-02", "10"]);
    expect(adjusted.on(day("2024-01-04"))?.close).toBe(40n * 10n ** 18n);
    const traded = new CloseLine("USD", [pack({ "2024-01-02": 40n, "2024-01-05": 12n })], splits);
    const walks = [adjusted, traded].map((each) => each.walk(dayNumber(day("2024-01-02"))));
    for (let number = dayNumber(day("2024-01-02")); number < dayNumber(day("2024-01-09")); number += 1)
      expect(walks[0]?.(number)).toBe(walks[1]?.(number));
  });

  it("is plain only where whole numbers of four places say all of it", () => {
    expect(line.plainYear(2024)?.largest).toBe(120_000n);
    const fine = pack({ "2024-01-02": 1n });
    fine.closes[1] = 1_234_567_891n;
    expect(new CloseLine("USD", [fine]).plainYear(2024)).toBeNull();
  });
});
