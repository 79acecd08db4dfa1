/**
 * Reads scenarios from their text. `#` names one, `rules` the rules of docs/orders.md that it is about, `account` what is not plain about
 * its account. Every other line is a step, with ` ! ` and a refusal where one is expected, or begins with `=` and says what is there.
 */
import { isRiskRule } from "#lib/domain/risk/limits.ts";
import { dec, ZERO } from "#lib/domain/shared/decimal.ts";
import { COMMISSION_KINDS, MULTIPLIERS, SLIPPAGE_KINDS } from "#lib/domain/venue/account-terms.ts";
import type { TradingSettings } from "#lib/services/accounts/trading-settings.ts";
import { readStep } from "./read-step.ts";
import type { Scenario, ScenarioAccount, ScenarioLine } from "./scenario.ts";
import { Words } from "./words.ts";

const RULE = /^[A-Z]{3}-\d+$/;

/** As every account is opened. */
export const PLAIN_TRADING: TradingSettings = {
  multiplier: 1,
  shorting: false,
  allowCrossZero: false,
  slippage: { kind: "none", value: ZERO },
  commission: { kind: "default", value: ZERO, minimum: ZERO },
};

const PLAIN: ScenarioAccount = { cash: "100000", trading: PLAIN_TRADING, limits: {} };

export function readScenarios(text: string): Scenario[] {
  const blocks = text.split(/^# /m).slice(1);
  return blocks.map((block) => {
    const [title = "", ...lines] = block.split("\n").map((line) => line.trim());
    try {
      return readScenario(title, lines);
    } catch (error) {
      throw new Error(`Scenario "${title}": ${error instanceof Error ? error.message : "unreadable"}`);
    }
  });
}

function readScenario(title: string, lines: readonly string[]): Scenario {
  let rules: readonly string[] = [];
  let account = PLAIN;
  const steps: ScenarioLine[] = [];
  // Each begins on a plain Tuesday morning.
  let day = "2026-12-08";
  for (const line of lines.filter((each) => each !== "")) {
    const words = new Words(line);
    if (words.skip("rules")) rules = readRules(words);
    else if (words.skip("account")) account = readAccount(words);
    else {
      const [text = "", refusal = null] = line.split(" ! ");
      const step = readStep(text, day);
      if (step.kind === "at") day = /\d{4}-\d\d-\d\d/.exec(text)?.[0] ?? day;
      steps.push({ text: line, step, refusal });
    }
  }
  if (!steps.some(({ step, refusal }) => step.kind === "expect" || refusal !== null)) {
    throw new Error("it expects nothing");
  }
  return { title, rules, account, lines: steps };
}

function readRules(words: Words): string[] {
  const rules: string[] = [];
  while (!words.done) {
    const rule = words.next("a rule").replace(/,$/, "");
    if (!RULE.test(rule)) throw words.fail(`${rule} is no rule`);
    rules.push(rule);
  }
  return rules;
}

function readAccount(words: Words): ScenarioAccount {
  let { cash, trading, limits } = PLAIN;
  while (!words.done) {
    const [key = "", value = ""] = words.next("a setting").split("=");
    if (key === "cash") cash = value;
    else if (isRiskRule(key)) limits = { ...limits, [key]: value };
    else trading = { ...trading, ...readSetting(words, key, value) };
  }
  return { cash, trading, limits };
}

function readSetting(words: Words, key: string, value: string): Partial<TradingSettings> {
  if (key === "shorting" && value === "") return { shorting: true };
  if (key === "crossing" && value === "") return { allowCrossZero: true };
  const [kind = "", amount = "0", minimum = "0"] = value.split(":");
  const known = <K extends string | number>(all: readonly K[]): K => {
    const found = all.find((each) => `${each}` === kind);
    if (found === undefined) throw words.fail(`${key} knows no ${kind}`);
    return found;
  };
  if (key === "multiplier") return { multiplier: known(MULTIPLIERS) };
  if (key === "slippage") return { slippage: { kind: known(SLIPPAGE_KINDS), value: dec(amount) } };
  if (key !== "commission") throw words.fail(`no account has ${key}`);
  return { commission: { kind: known(COMMISSION_KINDS), value: dec(amount), minimum: dec(minimum) } };
}
