// Which lines orders and the ticket draw on the chart, and which of them may be moved.
import type { OrderLine } from "#components/charts/candle.ts";
import { parseAmount } from "#components/format/parse-amount.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { signOf } from "#components/format/string-decimal.ts";
import { priceFields } from "#components/ticket/applies.ts";
import type { PriceField, TicketDraft } from "#components/ticket/draft.ts";
import type { OrderView } from "#lib/contracts/order.ts";
import { isOpen } from "#lib/domain/orders/order.ts";

export type LinePrice = "limitPrice" | "stopPrice" | "trail";

export interface ChartLine extends OrderLine {
  readonly order: OrderView;
  readonly field: LinePrice | "mark";
}

const ROLES = { entry: "", take_profit: "take profit ", stop_loss: "stop loss " } as const;

/** Replacing is for what the venue holds, and for exits that still wait; not while something is under way. */
export function mayMove({ status, dispatch }: Pick<OrderView, "status" | "dispatch">): boolean {
  if (status === "held") return true;
  return (status === "new" || status === "partially_filled") && dispatch === "acknowledged";
}

export function orderLines(orders: readonly OrderView[], symbol: string, mayReplace: boolean): readonly ChartLine[] {
  return orders
    .filter((order) => order.symbol === symbol && isOpen(order.status))
    .flatMap((order) => linesOf(order, mayReplace));
}

function linesOf(order: OrderView, mayReplace: boolean): ChartLine[] {
  const { id, side, limitPrice, stopPrice, highWaterMark, type, status } = order;
  const movable = mayReplace && mayMove(order);
  const kind = status === "new" || status === "partially_filled" ? "working" : "waiting";
  const size = order.leavesQuantity === null ? "" : ` ${formatQuantity(order.leavesQuantity)}`;
  const state = status === "held" ? ", waiting" : status === "pending_replace" ? ", replacing" : "";
  const name = `${order.legRole === null ? "" : ROLES[order.legRole]}${side}${size}${state}`;
  const line = (field: ChartLine["field"], price: string, word: string): ChartLine => ({
    id: `${id}:${field}`,
    side,
    price,
    label: `${name}, ${word}`,
    kind: field === "mark" ? "mark" : kind,
    movable: movable && field !== "mark",
    order,
    field,
  });
  if (type === "trailing_stop") {
    return [
      ...(stopPrice === null ? [] : [line("trail", stopPrice, "trailing stop")]),
      ...(highWaterMark === null ? [] : [line("mark", highWaterMark, side === "sell" ? "highest" : "lowest")]),
    ];
  }
  return [
    ...(stopPrice === null ? [] : [line("stopPrice", stopPrice, "stop")]),
    ...(limitPrice === null ? [] : [line("limitPrice", limitPrice, "limit")]),
  ];
}

const DRAFT_WORDS: { readonly [F in PriceField]: string } = {
  limitPrice: "limit",
  stopPrice: "stop",
  trail: "",
  takeProfitPrice: "take profit",
  stopLossPrice: "stop loss",
  stopLossLimit: "stop loss limit",
};

const DRAFT = "draft:";

/** The prices of the ticket that is being written; a trail is a distance and has no place of its own. */
export function draftLines(draft: TicketDraft): readonly OrderLine[] {
  return priceFields(draft).flatMap((field) => {
    const read = field === "trail" || draft[field] === "" ? null : parseAmount(draft[field]);
    if (!read?.ok || signOf(read.value) <= 0) return [];
    const label = `ticket, ${DRAFT_WORDS[field]}`;
    return [
      { id: `${DRAFT}${field}`, side: draft.side, price: read.value, label, kind: "draft" as const, movable: true },
    ];
  });
}

/** The field of the ticket that a line stands for; null for lines of orders. */
export function draftField(lineId: string): PriceField | null {
  const name = lineId.startsWith(DRAFT) ? lineId.slice(DRAFT.length) : "";
  return name in DRAFT_WORDS ? (name as PriceField) : null;
}

export interface Proposal {
  readonly lineId: string;
  readonly price: string;
  /** Where the line was let go; null when it was moved by keys. */
  readonly y: number | null;
  readonly phase: "asking" | "sending" | "checking" | "refused";
}

/** A line stands where somebody wants it while they are asked, and says so; the old place stays until the server's word. */
export function withProposal(lines: readonly ChartLine[], proposal: Proposal | null): readonly OrderLine[] {
  if (proposal === null || proposal.phase === "refused") return lines;
  const line = lines.find(({ id }) => id === proposal.lineId);
  if (line === undefined) return lines;
  const under = proposal.phase === "asking" ? "new price?" : "sending…";
  const wanted: OrderLine = { ...line, price: proposal.price, label: `${line.label}, ${under}`, kind: "waiting" };
  const old: OrderLine = { ...line, id: `${line.id}:old`, kind: "mark", movable: false };
  return [...lines.filter(({ id }) => id !== line.id), old, wanted];
}
