// The ticket's promise: one key, one order, and nothing is sent again by itself.
import { describe, expect, test } from "vitest";
import { sampleOrder } from "#components/orders/sample-order.ts";
import { emptyDraft } from "./draft.ts";
import { readAnswer } from "./read-answer.ts";
import { loadTicket, newTicketKey, saveTicket } from "./ticket-memory.ts";
import { BELIEVE_ABSENT_MS, moveTicket, openTicket, type TicketEvent, type TicketState } from "./ticket-state.ts";

const AT = "2026-11-20T15:30:00.000Z";
const typed = { ...emptyDraft("AAPL"), quantity: "10" };
const fresh = openTicket({ key: "ui-0000000000000001", draft: typed, sentAt: null });
const sending = moveTicket(fresh, { type: "send", at: AT });

const order = sampleOrder({ clientOrderId: fresh.key, status: "pending_new", dispatch: "queued" });

function problem(status: number, code: string, extra: object = {}) {
  return {
    ok: false as const,
    problem: { type: "", title: "", status, detail: "why", instance: "", code, requestId: "r", ...extra },
  };
}

const run = (state: TicketState, ...events: TicketEvent[]) => events.reduce(moveTicket, state);

describe("the key", () => {
  test("a changed field makes a new one, the same value does not", () => {
    const same = moveTicket(fresh, { type: "change", part: { ...typed }, newKey: "ui-new0000000000" });
    expect(same.key).toBe(fresh.key);
    const other = moveTicket(fresh, {
      type: "change",
      part: { quantity: "11" },
      newKey: "ui-new0000000000",
    });
    expect(other.key).toBe("ui-new0000000000");
  });

  test("a change is of what stands there, also when it is worked out only then", () => {
    const newKey = "ui-new0000000000";
    const after = run(
      fresh,
      { type: "change", part: { type: "limit", limitPrice: "1" }, newKey },
      { type: "change", part: ({ limitPrice }) => (limitPrice === "" ? { limitPrice: "190" } : {}), newKey },
      {
        type: "change",
        part: ({ takeProfitPrice }) => (takeProfitPrice === "" ? { takeProfitPrice: "200" } : {}),
        newKey,
      },
    );
    expect(after.draft).toEqual({ ...typed, type: "limit", limitPrice: "1", takeProfitPrice: "200" });
  });

  test("nothing can be changed while an order is under way", () => {
    expect(moveTicket(sending, { type: "change", part: emptyDraft("MSFT"), newKey: "ui-new0000000000" })).toBe(sending);
  });

  test("a second press while sending is nothing", () => {
    expect(moveTicket(sending, { type: "send", at: AT })).toBe(sending);
  });

  test("stays through every end that placed nothing, and changes with a final answer", () => {
    const kept = [
      readAnswer(problem(401, "unauthenticated"), "ui-new0000000000"),
      readAnswer(problem(429, "rate_limited"), "ui-new0000000000"),
      readAnswer(problem(400, "invalid"), "ui-new0000000000"),
      { type: "outdated" } as const,
    ];
    for (const event of kept) {
      const after = moveTicket(sending, event);
      expect(after).toMatchObject({ key: fresh.key, phase: "filling", sentAt: null, draft: typed });
    }
    const done = moveTicket(sending, readAnswer({ ok: true, value: order }, "ui-new0000000000"));
    expect(done).toMatchObject({ key: "ui-new0000000000", phase: "filling", sentAt: null, notice: { kind: "order" } });
    expect(done.draft.quantity).toBe("");
  });
});

describe("no answer", () => {
  test("a broken server or a lost connection is looked up, never sent again", () => {
    for (const answer of [problem(500, "internal"), problem(503, "busy"), problem(409, "idempotency_key_in_use")]) {
      expect(moveTicket(sending, readAnswer(answer, "x"))).toMatchObject({
        phase: "checking",
        key: fresh.key,
        sentAt: AT,
      });
    }
    const checking = moveTicket(sending, { type: "no_answer" });
    expect(moveTicket(checking, { type: "send", at: AT })).toBe(checking);
  });

  test("a reload of a sent ticket begins by looking it up", () => {
    expect(openTicket({ key: fresh.key, draft: typed, sentAt: AT }).phase).toBe("checking");
  });

  test("the order that is found is the answer", () => {
    const checking = moveTicket(sending, { type: "no_answer" });
    expect(run(checking, { type: "answer", order, newKey: "ui-new0000000000" })).toMatchObject({
      phase: "filling",
      notice: { kind: "order", order },
    });
  });

  test("no such order is believed only after it was heard for a while, and then the same key is kept", () => {
    const checking = moveTicket(sending, { type: "no_answer" });
    const once = moveTicket(checking, { type: "not_found", now: 1_000 });
    expect(once.phase).toBe("checking");
    const early = moveTicket(once, { type: "not_found", now: 1_000 + BELIEVE_ABSENT_MS - 1 });
    expect(early.phase).toBe("checking");
    const late = moveTicket(early, { type: "not_found", now: 1_000 + BELIEVE_ABSENT_MS });
    expect(late).toMatchObject({ phase: "filling", notice: { kind: "absent" }, key: fresh.key, draft: typed });
  });

  test("an answer that comes after it was given up for absent still counts", () => {
    const absent = { ...fresh, notice: { kind: "absent" } } as const;
    expect(moveTicket(absent, { type: "answer", order, newKey: "ui-new0000000000" }).notice).toEqual({
      kind: "order",
      order,
    });
  });

  test("a session that ended while checking asks for sign-in and goes on checking", () => {
    const checking = moveTicket(sending, { type: "no_answer" });
    const asked = moveTicket(checking, { type: "sign_in_needed" });
    expect(asked).toMatchObject({ phase: "checking", sentAt: AT, notice: { kind: "signed_out" } });
    // After signing in the page is a new one, and finds the ticket as it was kept.
    expect(openTicket({ key: asked.key, draft: asked.draft, sentAt: asked.sentAt }).phase).toBe("checking");
  });

  test("an answer that comes after everything was settled changes nothing", () => {
    const done = moveTicket(sending, { type: "answer", order, newKey: "ui-new0000000000" });
    expect(moveTicket(done, { type: "answer", order, newKey: "ui-other00000000" })).toBe(done);
  });
});

test("a refused order keeps what was typed and names limit and headroom", () => {
  const refused = problem(422, "max_order_value", {
    orderId: order.id,
    limit: "10000",
    observed: "12000",
    headroom: "10000",
  });
  expect(moveTicket(sending, readAnswer(refused, "ui-new0000000000"))).toMatchObject({
    key: "ui-new0000000000",
    draft: typed,
    notice: {
      kind: "refused",
      refusal: { code: "max_order_value", limit: "10000", observed: "12000", headroom: "10000" },
    },
  });
});

describe("memory", () => {
  function storage() {
    const kept = new Map<string, string>();
    return {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
    };
  }

  test("a kept ticket comes back whole, per account", () => {
    const place = storage();
    const memory = { key: newTicketKey(), draft: typed, sentAt: AT };
    saveTicket(place, "a", memory);
    expect(loadTicket(place, "a")).toEqual(memory);
    expect(loadTicket(place, "b")).toBeNull();
  });

  test("a damaged or missing memory is no ticket, and a full or closed storage is no failure", () => {
    const place = storage();
    place.setItem("ballast:ticket:a", "{broken");
    expect(loadTicket(place, "a")).toBeNull();
    const closed = {
      getItem: () => null,
      setItem: () => {
        throw new Error("QuotaExceededError");
      },
    };
    expect(saveTicket(closed, "a", { key: newTicketKey(), draft: typed, sentAt: null })).toBe(false);
  });

  test("every key is new and long enough for the server", () => {
    const keys = new Set(Array.from({ length: 50 }, newTicketKey));
    expect(keys.size).toBe(50);
    for (const key of keys) expect(key).toMatch(/^[\x21-\x7e]{16,255}$/);
  });
});
