/** The judge itself: it must see each way in which a desk can break its promise, and nothing where there is nothing. */
import { expect, test } from "vitest";
import { type Answer, type CommittedOrder, judge } from "./judge.ts";

const placed: Answer = { status: 201, orderId: "a", body: '{"id":"a"}' };
const order: CommittedOrder = { id: "a", quantity: "1.01", status: "new", dispatch: "acknowledged" };
const record = { key: "k", quantity: "1.01", answers: [placed, placed] };

function kinds(evidence: Partial<Parameters<typeof judge>[0]>, atTheEnd = true) {
  return judge({ records: [record], cancels: [], committed: [order], ...evidence }, atTheEnd).map(({ kind }) => kind);
}

test("one key with one order and one answer, however often told, is clean", () => {
  expect(kinds({})).toEqual([]);
});

test("an acknowledged order that is not there is lost", () => {
  expect(kinds({ committed: [] })).toEqual(["lost"]);
});

test("two orders for one key are seen even when all answers name the first", () => {
  expect(kinds({ committed: [order, { ...order, id: "b" }] })).toEqual(["twice"]);
});

test("two different answers for one key are seen", () => {
  const second = { ...placed, body: '{"id":"a","status":"filled"}' };
  expect(kinds({ records: [{ ...record, answers: [placed, second] }] })).toEqual(["answers differ"]);
});

test("a key that never got an answer is seen, with or without an order", () => {
  expect(kinds({ records: [{ ...record, answers: [] }] })).toEqual(["no answer"]);
  expect(kinds({ records: [{ ...record, answers: [] }], committed: [] })).toEqual(["no answer"]);
});

test("an order that nobody asked for is seen", () => {
  expect(kinds({ committed: [order, { ...order, id: "b", quantity: "2" }] })).toEqual(["nobody asked"]);
});

test("an acknowledged cancel of an order that stays open is seen, an unanswered one is not", () => {
  expect(kinds({ cancels: [{ orderId: "a", acknowledged: true }] })).toEqual(["cancel lost"]);
  expect(kinds({ cancels: [{ orderId: "a", acknowledged: false }] })).toEqual([]);
});

test("an open order that is still on its way after all has settled is stuck", () => {
  expect(kinds({ committed: [{ ...order, status: "pending_new", dispatch: "sending" }] })).toEqual(["stuck"]);
});

test("an order not seen at the venue has its minute, and its cancel with it; at the end both are findings", () => {
  const unseen = { ...order, status: "pending_cancel", dispatch: "unknown" };
  const evidence = { committed: [unseen], cancels: [{ orderId: "a", acknowledged: true }] };
  expect(kinds(evidence, false)).toEqual([]);
  expect(kinds(evidence)).toEqual(["cancel lost", "stuck"]);
});

test("an answer other than placed or refused is seen", () => {
  const wrong = { status: 404, orderId: null, body: "{}" };
  expect(kinds({ records: [{ ...record, answers: [wrong] }] })).toEqual(["unexpected answer"]);
});
