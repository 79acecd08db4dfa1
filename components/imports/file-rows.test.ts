// Rows of a file found and replaced in its text.
import { expect, test } from "vitest";
import { csvCells, type FileText, replaceRow, rowText, writeCells } from "./file-rows.ts";

const CSV: FileText = {
  format: "csv",
  text: 'date;type;memo\r\n2024-01-02;BUY;"two\nlines"\r\n\r\n2024-01-03;SELL;"a;b"\r\n2024-01-04;FEE;last',
};

test("rows of a CSV file are counted as the server counts them: without the header and without empty lines", () => {
  expect(rowText(CSV, 1)).toBe('2024-01-02;BUY;"two\nlines"');
  expect(rowText(CSV, 2)).toBe('2024-01-03;SELL;"a;b"');
  expect(rowText(CSV, 3)).toBe("2024-01-04;FEE;last");
  expect(rowText(CSV, 4)).toBeNull();
});

test("a replaced row leaves every other byte as it was", () => {
  const mended = replaceRow(CSV, 2, "2024-01-03;SELL;b");
  expect(mended).toBe(CSV.text.replace('2024-01-03;SELL;"a;b"', "2024-01-03;SELL;b"));
});

test("cells are told by their columns, and written with quotes where they need them", () => {
  expect(csvCells(CSV, 2)).toEqual({ header: ["date", "type", "memo"], cells: ["2024-01-03", "SELL", "a;b"] });
  expect(writeCells(CSV.text, ["2024-01-03", "SELL", 'a;"b"'])).toBe('2024-01-03;SELL;"a;""b"""');
});

test("a row with too many cells is shown as text only", () => {
  expect(csvCells({ format: "csv", text: "date,amount\n2024-01-02,1,234.50" }, 1)).toBeNull();
});

test("rows of a JSON list are found with their digits, brackets and strings as written", () => {
  const text = '[ {"a": 1.50, "b": ["],", 2]},\n  {"a": "}\\"", "c": {"d": []}} ,[3]]';
  const file: FileText = { format: "json", text };
  expect(rowText(file, 1)).toBe('{"a": 1.50, "b": ["],", 2]}');
  expect(rowText(file, 2)).toBe('{"a": "}\\"", "c": {"d": []}}');
  expect(rowText(file, 3)).toBe("[3]");
  expect(replaceRow(file, 2, "{}")).toBe('[ {"a": 1.50, "b": ["],", 2]},\n  {} ,[3]]');
});

test("a list inside of an object counts too", () => {
  const file: FileText = { format: "json", text: '{"version": 1, "activities": [{"a": [1, 2]}, {"b": 2}]}' };
  expect(rowText(file, 2)).toBe('{"b": 2}');
});
