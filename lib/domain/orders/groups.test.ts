import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dec, minOf, toPlain, ZERO } from "../shared/decimal.ts";
import { asId, type OrderId } from "../shared/ids.ts";
import { groupEffects } from "./groups.ts";
import { memberTerms } from "./legs.ts";
import { isOpen, type Order } from "./order.ts";
import { sampleOrder, sampleTicket } from "./samples.ts";
import { type OrderEvent, transition } from "./transition.ts";

const id = (name: string) => asId<OrderId>(name);
const entry = sampleOrder({ id: id("entry"), orderClass: "bracket", legRole: "entry" });
const exit = { side: "sell", orderClass: "bracket", parentId: entry.id } as const;
const profit = sampleOrder({ ...exit, id: id("profit"), legRole: "take_profit", status: "held", dispatch: "none" });
const loss = sampleOrder({
  ...exit,
  id: id("loss"),
  legRole: "stop_loss",
  type: "stop",
  status: "held",
  dispatch: "none",
});

/** One event on one member, and its effects on the others, as the order path strings them together. */
function apply(members: readonly Order[], target: Order, event: OrderEvent, asked = false): Order[] {
  const state = new Map(members.map((member) => [member.id, member]));
  const move = (orderId: OrderId, what: OrderEvent) => {
    const before = state.get(orderId);
    const moved = before && transition(before, what);
    if (before === undefined || moved === undefined || !moved.ok) throw new Error(`${what.type} is not possible`);
    state.set(orderId, moved.value.order);
    return { before, after: moved.value.order };
  };
  const change = move(target.id, event);
  const others = members.filter((member) => member.id !== target.id);
  for (const effect of groupEffects({ ...change, others, asked })) move(effect.orderId, effect.event);
  return [...state.values()];
}

const fill = (quantity: string): OrderEvent => ({ type: "fill", quantity: dec(quantity), price: dec("100") });
const cancel: OrderEvent = { type: "cancel", reason: "requested" };
const shown = (members: readonly Order[]) =>
  members.map(
    ({ status, quantity, filledQuantity }) => `${status} ${toPlain(filledQuantity)}/${toPlain(quantity ?? ZERO)}`,
  );
const working = [profit, loss].map((leg) => ({ ...leg, status: "new" as const, dispatch: "acknowledged" as const }));
const [workingProfit = profit, workingLoss = loss] = working;

describe("the entry of a group", () => {
  it("GRP-3 activates its exits when it is filled in full, and not before", () => {
    const part = apply([entry, profit, loss], entry, fill("4"));
    expect(shown(part)).toEqual(["partially_filled 4/10", "held 0/10", "held 0/10"]);
    const [filling = entry, ...exits] = part;
    expect(shown(apply([filling, ...exits], filling, fill("6")))).toEqual([
      "filled 10/10",
      "pending_new 0/10",
      "pending_new 0/10",
    ]);
  });

  it("counts what the entries that it has replaced have filled", () => {
    const first = { ...entry, id: id("first"), status: "replaced" as const, filledQuantity: dec("4") };
    const second = { ...entry, quantity: dec("6") };
    expect(shown(apply([first, second, profit, loss], second, fill("6"))).slice(2)).toEqual([
      "pending_new 0/10",
      "pending_new 0/10",
    ]);
    expect(shown(apply([first, second, profit, loss], second, { type: "expire" })).slice(2)).toEqual([
      "pending_new 0/4",
      "pending_new 0/4",
    ]);
  });

  it("GRP-4 activates them for what was filled when it ends by itself, and cancels them when nothing was", () => {
    const [part = entry] = apply([entry], entry, fill("4"));
    expect(shown(apply([part, profit, loss], part, { type: "expire" }))).toEqual([
      "expired 4/10",
      "pending_new 0/4",
      "pending_new 0/4",
    ]);
    const ended = apply([entry, profit, loss], entry, { type: "expire" });
    expect(shown(ended)).toEqual(["expired 0/10", "canceled 0/10", "canceled 0/10"]);
    expect(ended[1]?.cancelReason).toBe("entry_ended");
  });

  it("leaves the exits alone when it is replaced", () => {
    const asked = { ...entry, status: "pending_replace" as const };
    const after = apply([asked, profit, loss], asked, { type: "replaced", byId: id("next") });
    expect(shown(after)).toEqual(["replaced 0/10", "held 0/10", "held 0/10"]);
  });
});

describe("a cancel that somebody asked for", () => {
  it("GRP-5 takes the whole group along, whichever member it was", () => {
    const fromEntry = apply([entry, profit, loss], entry, cancel, true);
    expect(shown(fromEntry)).toEqual(["canceled 0/10", "canceled 0/10", "canceled 0/10"]);
    expect(fromEntry[2]?.cancelReason).toBe("group_canceled");
    expect(shown(apply([entry, profit, loss], loss, cancel, true))).toEqual(shown(fromEntry));
    expect(shown(apply(working, workingProfit, cancel, true))).toEqual(["canceled 0/10", "canceled 0/10"]);
  });

  it("is not what the venue does: the other exit goes on protecting", () => {
    expect(shown(apply(working, workingProfit, { type: "expire" }))).toEqual(["expired 0/10", "new 0/10"]);
  });
});

describe("the exits of a group", () => {
  it("GRP-6 shrink each other, and the last fill of one cancels the other", () => {
    const part = apply(working, workingProfit, fill("4"));
    expect(shown(part)).toEqual(["partially_filled 4/10", "new 0/6"]);
    const [first = workingProfit, second = workingLoss] = part;
    const both = apply([first, second], second, fill("2"));
    expect(shown(both)).toEqual(["partially_filled 4/8", "partially_filled 2/6"]);
    const [last = first, other = second] = both;
    const done = apply([last, other], last, fill("4"));
    expect(shown(done)).toEqual(["filled 8/8", "canceled 2/6"]);
    expect(done[1]?.cancelReason).toBe("oco");
  });

  it("book a late fill without moving the group again", () => {
    const closed = { ...workingProfit, status: "canceled" as const };
    expect(shown(apply([closed, workingLoss], closed, fill("4")))).toEqual(["canceled 4/10", "new 0/10"]);
  });

  it("never fill more than the group's quantity between them, and end together", () => {
    const steps = fc.array(fc.tuple(fc.boolean(), fc.bigInt({ min: 1n, max: 6n })), { maxLength: 12 });
    fc.assert(
      fc.property(steps, (fills) => {
        let members: Order[] = working;
        for (const [first, wish] of [...fills, [true, 10n], [false, 10n]] as const) {
          const target = first ? members[0] : members[1];
          if (target === undefined || !isOpen(target.status)) continue;
          const leaves = (target.quantity ?? ZERO).minus(target.filledQuantity);
          members = apply(members, target, fill(toPlain(minOf(leaves, dec(wish)))));
          const total = members.reduce((all, { filledQuantity }) => all.plus(filledQuantity), ZERO);
          const open = members.filter(({ status }) => isOpen(status));
          expect(open.length).toBe(total.eq(10) ? 0 : 2);
          for (const { quantity, filledQuantity } of open) {
            expect(quantity?.minus(filledQuantity).eq(dec("10").minus(total))).toBe(true);
          }
        }
        expect(members.some(({ status }) => isOpen(status))).toBe(false);
      }),
    );
  });
});

describe("the members of a ticket", () => {
  const takeProfit = { limitPrice: dec("110") };
  const stopLoss = { stopPrice: dec("90"), limitPrice: dec("89") };
  const said = (ticket: Parameters<typeof sampleTicket>[0]) =>
    memberTerms(sampleTicket(ticket)).map(({ side, type, legRole, held }) => `${side} ${type} ${legRole} ${held}`);

  it("are the order alone, an entry with its exits, or two exits", () => {
    expect(said({})).toEqual(["buy market null false"]);
    expect(said({ orderClass: "bracket", takeProfit, stopLoss })).toEqual([
      "buy market entry false",
      "sell limit take_profit true",
      "sell stop_limit stop_loss true",
    ]);
    expect(said({ orderClass: "oto", stopLoss: { ...stopLoss, limitPrice: null } })).toEqual([
      "buy market entry false",
      "sell stop stop_loss true",
    ]);
    expect(said({ orderClass: "oco", side: "sell", type: "limit", takeProfit, stopLoss })).toEqual([
      "sell limit take_profit false",
      "sell stop_limit stop_loss false",
    ]);
  });
});
