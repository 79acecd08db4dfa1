// What the timeline of an order says.
import { expect, test } from "vitest";
import { actorOf, formatSpan, type Step, timelineOf, verdictsOf } from "./timeline-steps.ts";

const WORDS = { quantity: "10", tick: "0.01", hidden: false };

function step(type: string, at: string, detail: unknown = {}): Step {
  return {
    id: `${type}-${at}`,
    type,
    status: "new",
    actorKind: "user",
    actorId: "01890a5d-ac96-774b-bcce-b302099a8057",
    actorName: "Ava",
    detail,
    effectiveAt: `2026-11-20T15:30:${at}Z`,
    recordedAt: `2026-11-20T15:30:${at}Z`,
  };
}

const fill = (at: string, quantity: string, type = "partially_filled") =>
  step(type, at, { executionId: "01890a5d-ac96-774b-bcce-b302099a8058", quantity, price: "188.05" });

test("partial fills count up to the whole", () => {
  const line = timelineOf([fill("01.000", "4"), fill("02.500", "6", "filled")], WORDS);
  expect(line.map(({ title }) => title)).toEqual(["Filled 4 of 10", "Filled 10 of 10"]);
  expect(line.map(({ note }) => note)).toEqual(["4 at 188.05", "6 at 188.05"]);
});

test("tenths of a unit add up exactly", () => {
  const line = timelineOf([fill("01.000", "0.1"), fill("01.100", "0.2")], { ...WORDS, quantity: "0.3" });
  expect(line[1]?.title).toBe("Filled 0.3 of 0.3");
});

test("an order by amount has no total to be part of", () => {
  expect(timelineOf([fill("01.000", "2.5", "filled")], { ...WORDS, quantity: null })[0]?.title).toBe("Filled 2.5");
});

test("latencies are the differences of the times beside them", () => {
  const line = timelineOf([step("received", "01.000"), step("sent", "01.015"), step("acknowledged", "02.255")], WORDS);
  expect(line.map(({ latency }) => latency)).toEqual([null, "+15 ms", "+1.24 s"]);
});

test("a report that came late is not shown as negative time", () => {
  const line = timelineOf([step("acknowledged", "02.000"), fill("01.500", "4")], WORDS);
  expect(line[1]?.latency).toBe("500 ms before the step above, reported later");
});

test("the check says how many rules passed", () => {
  const verdict = (ok: boolean) => ({ rule: "max_order_value", ok, limit: "500", observed: "1000", headroom: "500" });
  const note = (list: unknown) => timelineOf([step("checked", "01.000", { verdicts: list })], WORDS)[0]?.note;
  expect(note([verdict(true), verdict(true)])).toBe("2 checks pass");
  expect(note([verdict(true), verdict(false)])).toBe("1 of 2 checks pass");
});

test("details of an unknown shape are left out", () => {
  expect(verdictsOf({ verdicts: [{ rule: 7 }, null, "x"] })).toEqual([]);
  expect(verdictsOf(null)).toEqual([]);
  expect(timelineOf([step("moved_by_moon", "01.000")], WORDS)[0]?.title).toBe("moved by moon");
});

test("a fill that comes after the end stands out and still counts", () => {
  const line = timelineOf([fill("01.000", "4"), step("canceled", "02.000"), fill("03.000", "2")], WORDS);
  expect(line.map(({ late }) => late)).toEqual([false, false, true]);
  expect(line[2]).toMatchObject({ title: "Late: Filled 6 of 10", tone: "halt" });
});

test("a fill that is taken back is not part of what is filled any more", () => {
  const bust = step("busted", "02.000", { executionId: "x", quantity: "4", price: "188.05" });
  const line = timelineOf([fill("01.000", "4"), bust, fill("03.000", "6")], WORDS);
  expect(line.map(({ title }) => title)).toEqual(["Filled 4 of 10", "Fill taken back by the venue", "Filled 6 of 10"]);
  expect(line[1]?.note).toBe("4 at 188.05 did not happen after all; the books take it back.");
});

test("steps of groups, stops and replacements are told in sentences", () => {
  const note = (type: string, detail: unknown = {}) => timelineOf([step(type, "01.000", detail)], WORDS)[0]?.note;
  expect(note("held")).toContain("waits for its entry");
  expect(note("reduced", { by: "4" })).toMatch(/^4 less is left for it/);
  expect(note("triggered", { last: "179.5", stopPrice: "180" })).toBe("The last price 179.50 reached its stop 180.00.");
  expect(note("replace_refused", { message: "It is filled." })).toBe("It works on as it was: It is filled.");
  expect(note("canceled", { reason: "oco" })).toBe("The other exit of its group was filled.");
  expect(timelineOf([step("unanswered", "01.000")], WORDS)[0]?.title).toBe("Sent, no answer yet; checking");
});

test("hidden balances leave prices and take quantities", () => {
  const [line] = timelineOf([fill("01.000", "4")], { ...WORDS, hidden: true });
  expect(`${line?.title} ${line?.note}`).not.toMatch(/\b4\b|\b10\b/);
});

test("a key is named as one", () => {
  expect(actorOf({ actorKind: "api_key", actorName: "bot" })).toBe("API key bot");
});

test("long waits are told in their two largest units", () => {
  expect([61_000, 3_720_000, 200_000_000].map(formatSpan)).toEqual(["1 min 1 s", "1 h 2 min", "2 d 7 h"]);
});
