/** Who trades what and when in the demo: three months of two people's orders, written down as days before today. */
import type { DemoOrder } from "./demo-stage.ts";

export interface ScriptedOrder extends DemoOrder {
  readonly who: "theo" | "mira";
  /** Only so much is offered when it arrives; the rest waits for the next prices. */
  readonly offered?: string;
}

export interface ScriptedMoment {
  readonly daysAgo: number;
  /** Minutes after the venue's midnight. */
  readonly minute: number;
  readonly orders: readonly ScriptedOrder[];
}

export const FIRST_DAY = 96;

const THEO = ["AAPL", "MSFT", "NVDA", "JPM", "KO", "BTC/USD", "GOOGL", "CAT"] as const;
const MIRA = ["AMZN", "TSLA", "META", "XOM", "ETH/USD", "DIS", "V"] as const;

/** Every other day one of them trades; each fourth order sells a part of what was bought before. */
export function routine(): ScriptedMoment[] {
  const moments: ScriptedMoment[] = [];
  for (let turn = 0; turn < 44; turn += 1) {
    const daysAgo = FIRST_DAY - 2 - turn * 2 - (turn % 3 === 0 ? 1 : 0);
    if (daysAgo < 1) break;
    const minute = 580 + ((turn * 47) % 330);
    moments.push({
      daysAgo,
      minute,
      orders: [tradeOf("theo", THEO, turn), ...(turn % 3 === 1 ? [] : [tradeOf("mira", MIRA, turn)])],
    });
  }
  return moments;
}

function tradeOf(who: ScriptedOrder["who"], symbols: readonly string[], turn: number): ScriptedOrder {
  const round = Math.floor(turn / symbols.length);
  const symbol = symbols[turn % symbols.length] ?? "AAPL";
  if (round > 0 && turn % 4 === 3)
    return { who, side: "sell", symbol, percent: 40, ...(turn % 8 === 3 ? { limitBps: 0 } : {}) };
  const worth = 1_800 + ((turn * 613) % 2_700);
  // A limit a little below the market: some of these are filled later in the day, some expire with it.
  if (turn % 5 === 2) return { who, side: "buy", symbol, worth, limitBps: 45 };
  if (turn % 6 === 4) return { who, side: "buy", symbol, notional: `${worth}.50` };
  return { who, side: "buy", symbol, worth, ...(turn % 2 === 0 ? { limitBps: 0 } : {}) };
}

/** What the pages of the last days and of this hour are to show. */
export function recent(): ScriptedMoment[] {
  return [
    {
      daysAgo: 3,
      minute: 655,
      orders: [
        { who: "theo", side: "buy", symbol: "AMD", quantity: "40", limitBps: 0, offered: "17" },
        { who: "mira", side: "sell", symbol: "TSLA", percent: 50 },
      ],
    },
    { daysAgo: 2, minute: 610, orders: [{ who: "theo", side: "buy", symbol: "WMT", worth: 2_600 }] },
    { daysAgo: 2, minute: 845, orders: [{ who: "mira", side: "buy", symbol: "NKE", worth: 1_900, limitBps: 0 }] },
    { daysAgo: 1, minute: 633, orders: [{ who: "theo", side: "sell", symbol: "NVDA", percent: 30 }] },
    { daysAgo: 1, minute: 702, orders: [{ who: "mira", side: "buy", symbol: "ETH/USD", notional: "750.00" }] },
  ];
}
