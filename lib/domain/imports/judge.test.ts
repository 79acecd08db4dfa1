import { describe, expect, it } from "vitest";
import { asLocalDate } from "../shared/local-date.ts";
import type { Judging } from "./judge.ts";
import { cashOf, judgeRows, keyRows } from "./judge.ts";
import { readActivities } from "./read-activities.ts";
import { type AssetsKnown, findAsset, type ImportAsset, resolveRows } from "./resolve.ts";
import { disagreement } from "./split-agreement.ts";

const USD: ImportAsset = { id: "usd", kind: "currency", symbol: "USD", currency: null };
const AAPL: ImportAsset = { id: "aapl", kind: "instrument", symbol: "AAPL", currency: "USD" };
const META: ImportAsset = { id: "meta", kind: "instrument", symbol: "META", currency: "USD" };
const METV: ImportAsset = { id: "metv", kind: "instrument", symbol: "METV", currency: "USD" };
const OWN: ImportAsset = { id: "own", kind: "instrument", symbol: "HOUSE", currency: "EUR" };

const known: AssetsKnown = {
  own: new Map([["HOUSE", OWN]]),
  shared: new Map([
    ["USD", USD],
    ["AAPL", AAPL],
    ["META", META],
  ]),
  aliases: new Map([
    ["FB", [{ asset: META, untilDay: asLocalDate("2022-06-08") }]],
    ["META", [{ asset: METV, untilDay: asLocalDate("2022-01-28") }]],
  ]),
};

const zone = "America/New_York";
const wide: Judging = {
  ...{ zone, mayBeShort: true, knownKeys: new Set<string>(), held: [] },
  ...{ priced: new Set(["aapl", "meta"]), splitProblems: new Map<number, string>() },
};

function judge(lines: readonly string[], judging: Partial<Judging> = {}) {
  const content = ["date,type,symbol,quantity,unitPrice,amount,ratio,currency,externalId,seq", ...lines].join("\n");
  const options = { zone, now: new Date("2026-01-01T00:00:00Z"), today: asLocalDate("2025-12-31") };
  const file = readActivities({ content, format: "csv" }, options);
  if (!file.ok) throw new Error(JSON.stringify(file.error));
  const keyed = keyRows(resolveRows(file.value.rows, { known, baseCurrency: "USD" }), (text) => text);
  return judgeRows(keyed, { ...wide, ...judging });
}

const verdicts = (rows: ReturnType<typeof judge>) => rows.map(({ verdict }) => verdict);

describe("a name", () => {
  it("means the account's own instrument first, then what it meant on that day", () => {
    expect(findAsset(known, "HOUSE", asLocalDate("2024-01-02"))).toBe(OWN);
    expect(findAsset(known, "FB", asLocalDate("2021-01-04"))).toBe(META);
    expect(findAsset(known, "FB", asLocalDate("2024-01-02"))).toBe(META);
    expect(findAsset(known, "META", asLocalDate("2022-01-28"))).toBe(METV);
    expect(findAsset(known, "META", asLocalDate("2022-01-31"))).toBe(META);
    expect(findAsset(known, "NOPE", asLocalDate("2022-01-31"))).toBeNull();
  });

  it("of a currency or in another currency is refused, and says what to write", () => {
    const [fx, other, foreign] = judge([
      "2024-01-02,BUY,USD,1,1,,,,,",
      "2024-01-02,BUY,AAPL,1,1,,,EUR,,",
      "2024-01-02,DEPOSIT,,,,5,,XXQ,,",
    ]);
    expect(fx?.problems).toEqual([{ field: "symbol", detail: expect.stringContaining("is a currency") }]);
    expect(other?.problems).toEqual([{ field: "currency", detail: expect.stringContaining("AAPL.EUR") }]);
    expect(foreign?.problems).toEqual([{ field: "currency", detail: expect.stringContaining("no currency") }]);
  });

  it("that nobody knows is made in the currency of its first row, and said once", () => {
    const rows = judge([
      "2024-01-02,BUY,NEW,1,1,,,EUR,,",
      "2024-01-03,BUY,NEW,1,1,,,,,",
      "2024-01-04,SELL,NEW,1,1,,,USD,,",
    ]);
    expect(rows.map(({ resolved }) => resolved?.currency)).toEqual(["EUR", "EUR", undefined]);
    expect(rows.map(({ warnings }) => warnings.map(({ code }) => code))).toEqual([["new_symbol"], [], []]);
    expect(rows[2]?.problems[0]?.field).toBe("currency");
  });
});

describe("a row that was imported before", () => {
  const line = "2024-01-02,BUY,AAPL,1,1,,,,,";

  it("is told by its content and how often that was said, wherever it stands", () => {
    const first = judge([line, line]);
    expect(new Set(first.map(({ key }) => key)).size).toBe(2);
    const before = new Set(first.map(({ key }) => key ?? ""));
    expect(verdicts(judge(["2024-01-02,DEPOSIT,,,,5,,,,", line, line, line], { knownKeys: before }))).toEqual([
      "accepted",
      "duplicate",
      "duplicate",
      "accepted",
    ]);
  });

  it("is told by its id whatever it says; one id twice with other content is refused", () => {
    expect(verdicts(judge(["2024-01-02,BUY,AAPL,1,1,,,,a-1,"], { knownKeys: new Set(["x:a-1"]) }))).toEqual([
      "duplicate",
    ]);
    const [, same, other] = judge([
      `${line.slice(0, -1)}a,`,
      `${line.slice(0, -1)}a,`,
      "2024-01-02,BUY,AAPL,2,1,,,,a,",
    ]);
    expect(same).toMatchObject({ verdict: "duplicate", warnings: [{ code: "same_content" }] });
    expect(other).toMatchObject({ verdict: "refused", problems: [{ field: "externalId" }] });
  });
});

describe("a sale of more than there is", () => {
  const lines = ["2024-01-04,SELL,AAPL,5,1,,,,,", "2024-01-02,BUY,AAPL,2,1,,,,,", "2024-01-03,SPLIT,AAPL,,,,2:1,,,"];

  it("opens a short where that is allowed, counted in the order of facts and not of rows", () => {
    const [sale] = judge(lines);
    expect(sale).toMatchObject({
      verdict: "accepted",
      warnings: [{ code: "opens_short", detail: expect.stringContaining("takes 1 more than the 4") }],
    });
  });

  it("is refused where it is not, and what follows is judged without it", () => {
    const rows = judge([...lines, "2024-01-05,SELL,AAPL,4,1,,,,,"], { mayBeShort: false });
    expect(verdicts(rows)).toEqual(["refused", "accepted", "accepted", "accepted"]);
  });

  it("counts what the books hold already, and the day's splits before its trades", () => {
    const at = Date.parse("2024-01-01T05:00:00Z");
    const step = {
      of: "aapl",
      day: asLocalDate("2024-01-01"),
      at,
      seq: 0,
      row: 0,
      ratioNew: 1n,
      ratioOld: 1n,
      isNew: false,
    };
    const held = [{ ...step, type: "buy" as const, units: 3n * 10n ** 18n }];
    const sale = ["2024-01-03,SELL,AAPL,6,1,,,,,", "2024-01-03,SPLIT,AAPL,,,,2:1,,,"];
    expect(judge(sale, { held, mayBeShort: false }).map(({ warnings, verdict }) => [verdict, warnings.length])).toEqual(
      [
        ["accepted", 0],
        ["accepted", 0],
      ],
    );
  });
});

it("cash that the rows move is counted by currency and sign, duplicates and refused rows apart", () => {
  const rows = judge([
    "2024-01-02,DEPOSIT,,,,100,,,,",
    "2024-01-02,BUY,AAPL,2,10,,,,,",
    "2024-01-02,DIVIDEND,AAPL,,,-3,,,,",
    "2024-01-02,TRANSFER_IN,AAPL,1,50,,,,,",
    "2024-01-02,WITHDRAWAL,,,,7,,EUR,,",
    "2024-01-02,FEE,,,,bad,,,,",
  ]);
  expect(cashOf(rows)).toEqual(
    new Map([
      ["USD", 77n * 10n ** 18n],
      ["EUR", -7n * 10n ** 18n],
    ]),
  );
});

describe("closes and a split", () => {
  const split = { day: asLocalDate("2024-06-10"), ratioNew: 10n, ratioOld: 1n };
  const closes = (before: string, after: string, adjusted: boolean) => [
    { day: asLocalDate("2024-06-07"), close: before, adjusted },
    { day: asLocalDate("2024-06-10"), close: after, adjusted },
  ];

  it("agree when as-traded ones jump and adjusted ones do not", () => {
    expect(disagreement(split, closes("1208.88", "121.79", false))).toBeNull();
    expect(disagreement(split, closes("120.89", "121.79", true))).toBeNull();
    const reverse = { ...split, ratioNew: 1n, ratioOld: 10n };
    expect(disagreement(reverse, closes("1.2", "12.5", false))).toBeNull();
    expect(disagreement(reverse, closes("12.1", "12.5", true))).toBeNull();
  });

  it("disagree the other way round, with both closes named", () => {
    expect(disagreement(split, closes("120.89", "121.79", false))?.detail).toContain("120.89 on 2024-06-07 to 121.79");
    expect(disagreement(split, closes("1208.88", "121.79", true))?.detail).toContain("declare them as traded");
    const reverse = { ...split, ratioNew: 1n, ratioOld: 10n };
    expect(disagreement(reverse, closes("12.1", "12.5", false))).not.toBeNull();
  });

  it("are not held against each other where the jump is lost in a day's moves, or no close is near", () => {
    expect(disagreement({ ...split, ratioNew: 21n, ratioOld: 20n }, closes("100", "100", false))).toBeNull();
    expect(disagreement({ ...split, day: asLocalDate("2024-09-01") }, closes("120.89", "121.79", false))).toBeNull();
  });
});
