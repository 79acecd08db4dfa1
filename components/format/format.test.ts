// How figures and instants are written.
import { describe, expect, it } from "vitest";
import { formatMoney, readMoney } from "./money.ts";
import { formatBasisPoints, formatPercent, readPercent } from "./percent.ts";
import { formatPrice } from "./price.ts";
import { formatQuantity } from "./quantity.ts";
import { formatAge, formatDay, formatDuration, formatTime, zoneName } from "./time.ts";

describe("money", () => {
  it("keeps every digit of a twenty-digit amount", () => {
    expect(formatMoney("12345678901234567890.12345678", { places: 8 })).toBe("12,345,678,901,234,567,890.12345678");
  });

  it("writes a true minus, a plus only on request, and its currency after it", () => {
    expect(formatMoney("-1234.5", { currency: "USD" })).toBe("−1,234.50\u00a0USD");
    expect(formatMoney("812.44", { signed: true })).toBe("+812.44");
  });

  it("never writes a negative zero", () => {
    expect(formatMoney("-0.001")).toBe("0.00");
    expect(formatMoney("-0.001", { signed: true })).toBe("0.00");
  });

  it("shows a missing figure as two dashes with its cause, never as zero", () => {
    expect(readMoney(null, { cause: "No price for AAPL yet" })).toEqual({
      text: "--",
      direction: "flat",
      cause: "No price for AAPL yet",
    });
  });

  it("hides every amount behind the same five dots", () => {
    expect(formatMoney("1", { hidden: true })).toBe(formatMoney("123456789", { hidden: true }));
    expect(readMoney("-5", { hidden: true }).direction).toBe("flat");
  });
});

describe("prices, quantities, percentages", () => {
  it("aligns prices to the tick and keeps finer digits of a traded price", () => {
    expect(formatPrice("191.1", { tick: "0.01" })).toBe("191.10");
    expect(formatPrice("0.12345", { tick: "0.0001" })).toBe("0.12345");
    expect(formatPrice("187.254999999", { tick: "0.01", extraPlaces: 2 })).toBe("187.2550");
  });

  it("shows nine places of a quantity and invents none", () => {
    expect(formatQuantity("1234.500000001")).toBe("1,234.500000001");
    expect(formatQuantity("10.000")).toBe("10");
  });

  it("moves the point of a fraction without a float", () => {
    expect(formatPercent("0.0079", { signed: true })).toBe("+0.79\u00a0%");
    expect(formatPercent("0.123456789012345678", { places: 16 })).toBe("12.3456789012345678\u00a0%");
    expect(readPercent("-0.5", { signed: true })).toMatchObject({ text: "−50.00\u00a0%", direction: "down" });
    expect(formatBasisPoints("0.0002")).toBe("2\u00a0bps");
  });
});

describe("time", () => {
  const at = "2026-11-21T19:02:31.045Z";

  it("names the zone of every instant", () => {
    expect(formatTime(at, { zone: "America/New_York" })).toBe("21 Nov 2026, 14:02:31 EST");
    expect(formatTime(at, { zone: "UTC", style: "precise" })).toBe("19:02:31.045 UTC");
    expect(zoneName("America/New_York", "2026-07-01T12:00:00Z")).toBe("EDT");
  });

  it("writes midnight as 00, not 24", () => {
    expect(formatTime("2026-01-01T00:00:00Z", { zone: "UTC", style: "minute" })).toBe("00:00 UTC");
  });

  it("does not move a trading day through a zone", () => {
    expect(formatDay("2026-11-21")).toBe("21 Nov 2026");
  });

  it("writes ages and durations in the shortest honest unit", () => {
    expect([400, 12_400, 185_000, 7_200_000, 345_600_000].map(formatAge)).toEqual([
      "0.4 s",
      "12 s",
      "3 min",
      "2 h",
      "4 d",
    ]);
    expect([340.4, 1240].map(formatDuration)).toEqual(["340 ms", "1.24 s"]);
  });
});
