import { describe, expect, it } from "vitest";
import { CsvUnreadable, readCsv } from "./read-csv.ts";

const read = (text: string) => readCsv(new TextEncoder().encode(text));

describe("a CSV file", () => {
  it("is read with the line of every row, past blank lines and a byte order mark", () => {
    const table = read("\uFEFFDate,Close\r\n\r\n2024-03-28, 10.5 \r\n2024-04-01,11");
    expect(table.header).toEqual(["Date", "Close"]);
    expect(table.rows).toEqual([
      ["2024-03-28", "10.5"],
      ["2024-04-01", "11"],
    ]);
    expect(table.lines).toEqual([3, 4]);
  });

  it("keeps rows of the wrong length, for whoever names them", () => {
    expect(read("a,b\n1\n1,2,3").rows).toEqual([["1"], ["1", "2", "3"]]);
  });

  it("is known by its bytes", () => {
    expect(read("a\n1").sha256).toBe(read("a\n1").sha256);
    expect(read("a\n1").sha256).not.toBe(read("a\n1\n").sha256);
  });

  it("says where it cannot be read, and may be empty", () => {
    expect(() => read('a,b\n1,"2')).toThrow(CsvUnreadable);
    expect(read("")).toMatchObject({ header: [], rows: [] });
  });
});
