import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asLocalDate } from "../shared/local-date.ts";
import { readDelimited } from "./csv.ts";
import type { ImportedActivity, RowProblem } from "./import-row.ts";
import { readActivities } from "./read-activities.ts";
import { readAmount } from "./read-amount.ts";
import { readPrices } from "./read-prices.ts";

const NOW = new Date("2026-11-20T15:30:00Z");
const OPTIONS = { zone: "America/New_York", now: NOW, today: asLocalDate("2026-11-20") };

function read(content: string, format: "csv" | "json" = "csv") {
  return readActivities({ content, format }, OPTIONS);
}

function rowsOf(content: string, format: "csv" | "json" = "csv") {
  const file = read(content, format);
  if (!file.ok) throw new Error(JSON.stringify(file.error));
  return file.value.rows;
}

/** The only row of a file with these columns. */
function one(cells: { readonly [column: string]: string }): {
  value: ImportedActivity | null;
  problems: readonly RowProblem[];
} {
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const content = `${Object.keys(cells).map(quote).join(",")}\n${Object.values(cells).map(quote).join(",")}\n`;
  const [row] = rowsOf(content);
  if (row === undefined) throw new Error("no row");
  return row;
}

const buy = { date: "2024-03-28", type: "BUY", symbol: "AAPL", quantity: "10", unitPrice: "171.48" };

describe("a file of activities", () => {
  it("is read with its columns in any case, order and spelling, and the others are named", () => {
    const file = read("Unit Price;QTY;ticker;TYPE;Trade Date;Note\n171.48;10;aapl;buy;2024-03-28;mine\n");
    expect(file).toMatchObject({
      ok: true,
      value: {
        ignored: ["Note"],
        rows: [
          {
            row: 1,
            line: 2,
            value: {
              ...{ type: "buy", symbol: "AAPL", day: "2024-03-28", at: null, quantity: "10", price: "171.48" },
              ...{ gross: "1714.8", fee: "0", currency: null, seq: 0 },
            },
          },
        ],
      },
    });
  });

  it("names the column that it lacks, and two that mean the same", () => {
    expect(read("date,symbol\n2024-03-28,A\n")).toEqual({
      ok: false,
      error: [{ field: "type", detail: expect.stringContaining("no column type") }],
    });
    expect(read("date,type,qty,shares\n2024-03-28,BUY,1,1\n")).toEqual({
      ok: false,
      error: [{ field: "quantity", detail: expect.stringContaining('"qty" and "shares"') }],
    });
    expect(read("").ok).toBe(false);
    expect(read("date,type\n").ok).toBe(false);
  });

  it("keeps the line of a row behind quotes with line breaks and behind blank lines", () => {
    const rows = rowsOf('date,type,amount,note\n\n2024-01-02,DEPOSIT,1,"two\nlines"\n2024-01-03,NONSENSE,1,\n');
    expect(rows.map(({ row, line }) => [row, line])).toEqual([
      [1, 3],
      [2, 5],
    ]);
    expect(rows[1]?.problems).toEqual([{ field: "type", detail: expect.stringContaining('"NONSENSE"') }]);
  });

  it("is JSON just as well, with the digits of its numbers as they were written", () => {
    const rows = rowsOf(
      '[{"date":"2024-01-02","type":"BUY","symbol":"X","quantity":0.10000000000000000001e0,"unitPrice":"1"},' +
        '{"date":"2024-01-02","type":"BUY","symbol":"X","quantity":12.345678901234567891,"unitPrice":"1"},' +
        '{"date":"2024-01-02","type":"SPLIT","symbol":"X","ratio":[20,3]}, 7]',
      "json",
    );
    expect(rows[1]?.problems).toEqual([]);
    expect(rows[1]?.value?.quantity).toBe("12.345678901234567891");
    expect(rows[0]?.problems[0]).toMatchObject({ field: "quantity" });
    expect(rows[2]?.value).toMatchObject({ ratioNew: "20", ratioOld: "3" });
    expect(rows[3]?.problems[0]?.detail).toContain("not an object");
    expect(read('{"a":1}', "json").ok).toBe(false);
    expect(read("{", "json").ok).toBe(false);
  });
});

describe("a day", () => {
  it("follows the account's zone where the row names an instant", () => {
    expect(one({ ...buy, date: "2024-03-28T02:30:00Z" }).value).toMatchObject({
      day: "2024-03-27",
      at: "2024-03-28T02:30:00.000Z",
    });
    expect(one({ ...buy, date: "2024-03-28T02:30:15.5+05:30" }).value?.at).toBe("2024-03-27T21:00:15.500Z");
    expect(one({ ...buy, date: "2024-03-28 09:30" }).value?.at).toBe("2024-03-28T13:30:00.000Z");
  });

  it("that lies ahead is refused, today is not", () => {
    expect(one({ ...buy, date: "2026-11-20" }).problems).toEqual([]);
    expect(one({ ...buy, date: "2026-11-21" }).problems[0]?.detail).toContain("lies ahead");
    expect(one({ ...buy, date: "2026-11-20T15:30:01Z" }).problems[0]?.detail).toContain("lies ahead");
  });

  it("that may be two days is refused with both, and one in another form with how to write it", () => {
    expect(one({ ...buy, date: "03/04/2024" }).problems[0]?.detail).toContain("may be 2024-04-03 or 2024-03-04");
    expect(one({ ...buy, date: "28.03.2024" }).problems[0]?.detail).toContain("write it as 2024-03-28");
    expect(one({ ...buy, date: "20240328" }).problems[0]?.detail).toContain("write it as 2024-03-28");
    expect(one({ ...buy, date: "2024-02-30" }).problems[0]?.detail).toContain("not in the calendar");
  });

  it("and an instant must agree", () => {
    const row = one({ ...buy, instant: "2024-03-28T02:30:00Z" });
    expect(row.problems).toEqual([{ field: "date", detail: expect.stringContaining("2024-03-27") }]);
  });
});

describe("an amount", () => {
  it.each([
    ["1,234.50", "reads 1234.50"],
    ["1.234,50", "reads 1234.50"],
    ["1'234.50", "reads 1234.50"],
    ["1,234", "may be 1234 or 1.234"],
    ["12,5", "reads 12.5"],
    ["$12.50", "reads 12.5"],
    ["12.50 USD", "reads 12.5"],
    ["(12.50)", "reads -12.5"],
    ["1.5e3", "reads 1500"],
    ["12e-2", "reads 0.12"],
    ["ten", "not a number"],
  ])("written %s is refused with its reading", (text, reading) => {
    expect(one({ ...buy, unitPrice: text }).problems).toEqual([
      { field: "unitPrice", detail: expect.stringContaining(reading) },
    ]);
  });

  it("loses nothing but needless zeros", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 20n - 1n }),
        fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }),
        fc.boolean(),
        (whole, fraction, negative) => {
          const places = fraction.toString().padStart(18, "0");
          const read = readAmount(`${negative ? "-" : ""}${whole}.${places}`);
          const kept = places.replace(/0+$/, "");
          const plain = kept === "" ? `${whole}` : `${whole}.${kept}`;
          expect(read).toEqual({ ok: true, value: negative && plain !== "0" ? `-${plain}` : plain });
        },
      ),
    );
  });
});

describe("a trade", () => {
  it("takes its price from the gross amount, or checks one with the other", () => {
    expect(one({ ...buy, unitPrice: "", grossAmount: "100", quantity: "3" }).value).toMatchObject({
      price: "33.333333333333333333",
      gross: "100",
    });
    expect(one({ ...buy, quantity: "3", unitPrice: "33.33", grossAmount: "100" }).value?.gross).toBe("100");
    expect(one({ ...buy, grossAmount: "1714.90" }).problems).toEqual([
      { field: "grossAmount", detail: expect.stringContaining("1714.8") },
    ]);
    expect(one({ ...buy, unitPrice: "", amount: "100" }).problems[0]?.detail).toContain("grossAmount");
    expect(one({ ...buy, unitPrice: "" }).problems[0]?.field).toBe("unitPrice");
  });

  it("has units: none below zero but of a sale, none that are dust", () => {
    expect(one({ ...buy, type: "SELL", quantity: "-10" }).value?.quantity).toBe("10");
    expect(one({ ...buy, quantity: "-10" }).problems[0]?.detail).toContain("SELL");
    expect(one({ ...buy, quantity: "0.0000000001" }).problems[0]?.field).toBe("quantity");
    expect(one({ ...buy, quantity: "" }).problems[0]?.detail).toContain("missing");
    expect(one({ ...buy, quantity: "99999999999999999999", unitPrice: "99999" }).problems[0]?.detail).toContain(
      "20 digits",
    );
  });
});

describe("other types", () => {
  const day = { date: "2024-03-28" };

  it("say by themselves which way money goes; a dividend and interest may be paid", () => {
    expect(one({ ...day, type: "FEE", amount: "-5" }).problems[0]?.detail).toContain("write 5");
    expect(one({ ...day, type: "FEE", fee: "5" }).value).toMatchObject({ gross: "5", fee: "0" });
    expect(one({ ...day, type: "Dividend", symbol: "A", amount: "-5" }).value?.gross).toBe("-5");
    expect(one({ ...day, type: "DIVIDEND", symbol: "A", quantity: "10", unitPrice: "0.24" }).value?.gross).toBe("2.4");
    expect(one({ ...day, type: "INTEREST", amount: "0" }).problems[0]?.field).toBe("amount");
    expect(one({ ...day, type: "DEPOSIT", amount: "100", grossAmount: "99" }).problems[0]?.detail).toContain(
      "not clear",
    );
    expect(one({ ...day, type: "DIVIDEND", amount: "5" }).problems[0]?.field).toBe("symbol");
    expect(one({ ...day, type: "WITHDRAWAL", amount: "5", symbol: "A" }).problems[0]?.field).toBe("symbol");
  });

  it("have a ratio in whole numbers for a split", () => {
    for (const ratio of ["2:1", "[2,1]", "2/1", "4:2", "2 for 1"]) {
      expect(one({ ...day, type: "SPLIT", symbol: "A", ratio }).value).toMatchObject({ ratioNew: "2", ratioOld: "1" });
    }
    expect(one({ ...day, type: "split", symbol: "A", ratio: "1.5:1" }).value).toMatchObject({
      ratioNew: "3",
      ratioOld: "2",
    });
    expect(one({ ...day, type: "SPLIT", symbol: "A", ratio: "2" }).problems[0]?.field).toBe("ratio");
    expect(one({ ...day, type: "SPLIT", symbol: "A", ratio: "1:1" }).problems[0]?.detail).toContain("changes nothing");
    expect(one({ ...day, type: "SPLIT", symbol: "A", ratio: "2:1", amount: "5" }).problems[0]?.field).toBe("amount");
    expect(one({ ...buy, ratio: "2:1" }).problems[0]?.field).toBe("ratio");
  });

  it("bring securities in at their cost, and take them out at the cost in the books", () => {
    const moved = { ...day, symbol: "A", quantity: "4" };
    expect(one({ ...moved, type: "TRANSFER_IN", grossAmount: "100" }).value).toMatchObject({
      gross: "100",
      price: "25",
    });
    expect(one({ ...moved, type: "transfer in" }).problems[0]?.field).toBe("unitPrice");
    expect(one({ ...moved, type: "TRANSFER-OUT" }).value).toMatchObject({ quantity: "4", gross: null });
    expect(one({ ...day, type: "TRANSFER_IN", amount: "50" }).value).toMatchObject({ gross: "50", symbol: null });
    expect(one({ ...moved, type: "transfer" }).problems[0]?.detail).toContain("TRANSFER_IN or TRANSFER_OUT");
  });
});

describe("whatever a file holds", () => {
  const header = "date,type,symbol,quantity,unitPrice,grossAmount,fee,amount,ratio,currency,fxToBase,externalId,seq";
  const words = fc.constantFrom(
    ...["", "BUY", "sell", "SPLIT", "DIVIDEND", "2024-03-28", "2024-13-01T25:00", "AAPL", "-1", "1e99", "0", "2:1"],
    ...["1,234.50", "1.5", '"', "\u0000", "€ 5", "[2,1]", "999999999999999999999", "NaN", "٣"],
  );
  const cell = fc.oneof(words, fc.string({ maxLength: 12 }));

  it("never throws, and names the line and the field of what is wrong", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 13, maxLength: 13 }), { minLength: 1, maxLength: 5 }),
        (lines) => {
          const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const content = [header, ...lines.map((cells) => cells.map(quote).join(","))].join("\n");
          const file = read(content);
          if (!file.ok) return;
          for (const { value, problems, line } of file.value.rows) {
            expect(line).toBeGreaterThan(1);
            expect(value === null).toBe(problems.length > 0);
            for (const { field, detail } of problems) {
              expect(header.split(",").concat("instant")).toContain(field);
              expect(detail).not.toBe("");
            }
          }
        },
      ),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.string(), (text) => void [read(text), read(text, "json"), readDelimited(text)]));
    fc.assert(fc.property(fc.json(), (text) => void read(text, "json")));
  });

  it("comes back from CSV as it was written", () => {
    const text = fc.string({ maxLength: 8 }).map((word) => word.trim().replaceAll("\r", ""));
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        const kept = rows.map((cells) => ["x", ...cells]);
        const content = kept
          .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(","))
          .join("\r\n");
        const back = readDelimited(content);
        expect(back.ok && back.value.map(({ cells }) => cells)).toEqual(kept);
      }),
    );
  });
});

describe("a file of prices", () => {
  const prices = (content: string) => readPrices({ content, format: "csv" }, OPTIONS);

  it("has a symbol, a day and a close in each row", () => {
    expect(prices("Symbol,Date,Close\naapl,2024-03-28,171.48\nEURUSD,2024-03-28T00:00:00,1.0789\n")).toMatchObject({
      ok: true,
      value: {
        rows: [
          { value: { symbol: "AAPL", day: "2024-03-28", close: "171.48", currency: null } },
          { value: { symbol: "EURUSD", day: "2024-03-28", close: "1.0789" } },
        ],
      },
    });
  });

  it("is refused row by row for what is no price", () => {
    const file = prices("symbol,date,close\nA,2024-03-28,0\n,2027-01-01,1\nB,2024-03-28,9000000000\n");
    const fields = file.ok ? file.value.rows.map(({ problems }) => problems.map(({ field }) => field)) : [];
    expect(fields).toEqual([["close"], ["symbol", "date"], ["close"]]);
    expect(prices("symbol,date\nA,2024-03-28\n").ok).toBe(false);
  });
});
