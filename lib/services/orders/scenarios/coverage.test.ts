/** What the scenarios cover: enough of them, every type in every time and class that is allowed, and every rule that refuses. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { AssetClass } from "#lib/domain/market/instrument.ts";
import { checkTicket } from "#lib/domain/orders/check-ticket.ts";
import { ORDER_CLASSES, ORDER_TYPES, type OrderClass, TIMES_IN_FORCE } from "#lib/domain/orders/order.ts";
import { SIMPLE_TERMS, type Ticket } from "#lib/domain/orders/ticket.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { readScenarios } from "#lib/testing/scenarios/read-scenarios.ts";
import type { Scenario } from "#lib/testing/scenarios/scenario.ts";
import * as accounts from "./accounts.ts";
import * as groups from "./groups.ts";
import * as meetings from "./meetings.ts";
import * as refusals from "./refusals.ts";
import * as replace from "./replace.ts";
import * as sessions from "./sessions.ts";
import * as types from "./types.ts";

const texts = [accounts, groups, meetings, refusals, replace, sessions, types].flatMap((file) => Object.values(file));
const scenarios = texts.flatMap(readScenarios);

describe("the scenarios", () => {
  it("are at least 150, each with a name of its own", () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(150);
    expect(new Set(scenarios.map(({ title }) => title)).size).toBe(scenarios.length);
  });

  it("place each type in each time in force and class that is allowed", () => {
    const placed = new Set(scenarios.flatMap(placedIn));
    expect([...allowed()].filter((combination) => !placed.has(combination))).toEqual([]);
  });
});

/** The ids of docs/orders.md with the codes that they refuse with. */
const rules = readFileSync(new URL("../../../../docs/orders.md", import.meta.url), "utf8")
  .split("\n")
  .flatMap((line) => {
    const [id = "", , codes = ""] = line
      .split("|")
      .slice(1)
      .map((cell) => cell.trim());
    return /^[A-Z]{3}-\d+$/.test(id)
      ? [{ id, codes: [...codes.matchAll(/`(\w+)`/g)].map(([, code = ""]) => code) }]
      : [];
  });

describe("each rule of docs/orders.md", () => {
  it.each(rules)("$id has a scenario that names it", ({ id }) => {
    expect(scenarios.some((scenario) => scenario.rules.includes(id))).toBe(true);
  });

  it.each(rules.filter(({ codes }) => codes.length > 0))("$id is refused by a scenario", ({ id, codes }) => {
    const refused = scenarios.filter((scenario) => scenario.rules.includes(id)).flatMap(codesOf);
    expect(refused.filter((code) => codes.includes(code))).not.toEqual([]);
  });

  it("is known that a scenario names", () => {
    const known = new Set(rules.map(({ id }) => id));
    expect(scenarios.flatMap((scenario) => scenario.rules).filter((id) => !known.has(id))).toEqual([]);
  });
});

/** At once with the step, or told later as the reason of its end. */
function codesOf({ lines }: Scenario): string[] {
  return lines.flatMap(({ text, refusal }) => [
    ...(refusal === null ? [] : [/reason=(\w+)/.exec(refusal)?.[1] ?? refusal.split(" ")[0] ?? ""]),
    ...[...text.matchAll(/\((\w+)\)/g)].map(([, code = ""]) => code),
  ]);
}

type Combination = Pick<Ticket, "type" | "timeInForce" | "orderClass">;

function nameOf(assetClass: AssetClass, { orderClass, type, timeInForce }: Combination): string {
  return `${assetClass} ${orderClass} ${type} ${timeInForce}`;
}

function placedIn({ lines }: Scenario): string[] {
  return lines.flatMap(({ step, refusal }) => {
    if (step.kind !== "submit" || refusal !== null) return [];
    const { ticket } = step.words;
    return [nameOf(ticket.symbol.includes("/") ? "crypto" : "us_equity", ticket)];
  });
}

/** As the check of a ticket has it, not as this test would have it. */
function allowed(): Set<string> {
  const names = new Set<string>();
  for (const assetClass of ["us_equity", "crypto"] as const) {
    for (const orderClass of ORDER_CLASSES) {
      for (const type of ORDER_TYPES) {
        for (const timeInForce of TIMES_IN_FORCE) {
          const ticket = sample({ orderClass, type, timeInForce });
          const terms = {
            symbol: "X",
            assetClass,
            currency: "USD",
            tickSize: dec("0.01"),
            minNotional: dec("1"),
          } as const;
          const refusal = checkTicket(ticket, { ...terms, fractionable: true }, { notionalEnabled: true });
          if (refusal === null) names.add(nameOf(assetClass, ticket));
        }
      }
    }
  }
  return names;
}

function sample(combination: Combination): Ticket {
  const { orderClass, type } = combination;
  const limits = type === "limit" || type === "stop_limit";
  const price = (has: boolean, amount: string) => (has ? dec(amount) : null);
  return {
    ...SIMPLE_TERMS,
    ...{ symbol: "X", side: "buy", quantity: dec("1"), notional: null, ...combination },
    limitPrice: price(limits, orderClass === "oco" ? "110" : "100"),
    stopPrice: price(type === "stop" || type === "stop_limit", "105"),
    trailPrice: price(type === "trailing_stop", "5"),
    ...exitsOf(orderClass),
  };
}

function exitsOf(orderClass: OrderClass): Pick<Ticket, "takeProfit" | "stopLoss"> {
  const stopLoss = { stopPrice: dec("95"), limitPrice: null };
  return {
    takeProfit: orderClass === "bracket" || orderClass === "oco" ? { limitPrice: dec("110") } : null,
    stopLoss: orderClass === "simple" ? null : stopLoss,
  };
}
