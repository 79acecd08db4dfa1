/** `orders`: the order path from a terminal, with the same checks, keys and refusals as over HTTP. */

import { createHash } from "node:crypto";
import { type Command, Option } from "commander";
import { canonical } from "#lib/domain/audit/canonical.ts";
import {
  ORDER_CLASSES,
  ORDER_TYPES,
  type OrderClass,
  type OrderType,
  type Side,
  TIMES_IN_FORCE,
  type TimeInForce,
} from "#lib/domain/orders/order.ts";
import { type OrderSnapshot, orderSnapshot } from "#lib/domain/orders/order-record.ts";
import type { Decimal } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId, type OrderId } from "#lib/domain/shared/ids.ts";
import type { IdempotencyClaim } from "#lib/services/context.ts";
import { IdempotentReplay } from "#lib/services/idempotency.ts";
import { cancelOrder } from "#lib/services/orders/cancel-order.ts";
import { listOrders, ORDER_TABS, type OrderTab } from "#lib/services/orders/list-orders.ts";
import type { SubmitOrderResult } from "#lib/services/orders/record-new-orders.ts";
import { type SubmitOrderInput, submitOrder } from "#lib/services/orders/submit-order.ts";
import type { ToolDesk, ToolUser } from "#lib/worker/tool-desk.ts";
import { amount, countUpTo, id, idempotencyKey, symbol } from "./arguments.ts";
import { findUser, onDesk } from "./desk.ts";
import { printJson, printTable } from "./print.ts";

interface SubmitOptions {
  readonly account: string;
  readonly user?: string;
  readonly symbol: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly quantity?: Decimal;
  readonly notional?: Decimal;
  readonly limitPrice?: Decimal;
  readonly stopPrice?: Decimal;
  readonly trailPrice?: Decimal;
  readonly trailPercent?: Decimal;
  readonly extendedHours?: true;
  readonly orderClass: OrderClass;
  readonly takeProfit?: Decimal;
  readonly stopLoss?: Decimal;
  readonly stopLossLimit?: Decimal;
  readonly clientOrderId?: string;
  readonly key?: string;
  readonly json?: true;
}

export function addOrderCommands(program: Command): void {
  const orders = program.command("orders").description("place, cancel and list orders");
  orders
    .command("submit")
    .description("place an order as the account's owner, or as another of its people; a refusal ends with 1")
    .requiredOption("--account <id>", "the account's id", id)
    .requiredOption("--symbol <symbol>", "what to trade", symbol)
    .addOption(new Option("--side <side>").choices(["buy", "sell"]).makeOptionMandatory())
    .addOption(new Option("--type <type>").choices([...ORDER_TYPES]).default("market"))
    .addOption(new Option("--time-in-force <tif>").choices([...TIMES_IN_FORCE]).default("day"))
    .addOption(new Option("--order-class <class>").choices([...ORDER_CLASSES]).default("simple"))
    .option("--quantity <units>", "how many units", amount)
    .option("--notional <amount>", "for how much money, instead of a quantity", amount)
    .option("--limit-price <price>", "the price of a limit or stop_limit order", amount)
    .option("--stop-price <price>", "where a stop or stop_limit order triggers", amount)
    .option("--trail-price <amount>", "a trailing stop's distance", amount)
    .option("--trail-percent <percent>", "a trailing stop's distance in percent", amount)
    .option("--extended-hours", "also before the open and after the close")
    .option("--take-profit <price>", "the limit of the exit with a profit", amount)
    .option("--stop-loss <price>", "the stop of the exit with a loss", amount)
    .option("--stop-loss-limit <price>", "makes the stop loss a stop_limit order", amount)
    .option("--client-order-id <id>", "a name of your own, unique per account")
    .option("--key <key>", "idempotency key: the same call with the same key is done once", idempotencyKey)
    .option("--user <email>", "who places it; the account's owner when left out")
    .option("--json", "print JSON")
    .action(submit);
  orders
    .command("cancel")
    .description("cancel an order")
    .argument("<id>", "the order's id", id)
    .option("--json", "print JSON")
    .action(cancel);
  orders
    .command("list")
    .description("list an account's orders, the newest first")
    .requiredOption("--account <id>", "the account's id", id)
    .addOption(new Option("--tab <tab>", "which of them").choices([...ORDER_TABS]).default("all"))
    .option("--limit <n>", "how many", countUpTo(200), 50)
    .option("--json", "print JSON")
    .action(list);
}

async function submit(options: SubmitOptions): Promise<void> {
  await onDesk(async (desk) => {
    const user = options.user === undefined ? await ownerOf(desk, options.account) : await findUser(desk, options.user);
    const input: SubmitOrderInput = {
      accountId: asId<AccountId>(options.account),
      symbol: options.symbol,
      side: options.side,
      type: options.type,
      timeInForce: options.timeInForce,
      quantity: options.quantity ?? null,
      notional: options.notional ?? null,
      limitPrice: options.limitPrice ?? null,
      stopPrice: options.stopPrice ?? null,
      trailPrice: options.trailPrice ?? null,
      trailPercent: options.trailPercent ?? null,
      extendedHours: options.extendedHours ?? false,
      orderClass: options.orderClass,
      takeProfit: options.takeProfit === undefined ? null : { limitPrice: options.takeProfit },
      stopLoss:
        options.stopLoss === undefined
          ? null
          : { stopPrice: options.stopLoss, limitPrice: options.stopLossLimit ?? null },
      clientOrderId: options.clientOrderId,
    };
    const idempotency = options.key === undefined ? null : claimFor(options.key, input);
    const order = await submitOrder({ ctx: { ...desk.contextFor(user), idempotency }, input }).then(
      (result) => orderSnapshot(result.order),
      (error: unknown) => {
        if (error instanceof IdempotentReplay) return error.answer.body as OrderSnapshot;
        throw error;
      },
    );
    if (options.json) printJson(order);
    else console.log(sentence(order));
    if (order.status === "rejected") process.exitCode = 1;
  });
}

function claimFor(key: string, input: SubmitOrderInput): IdempotencyClaim {
  const route = "cli orders submit";
  return {
    key,
    route,
    fingerprint: createHash("sha256")
      .update(`${route}\n${canonical(input)}`)
      .digest("hex"),
    render: (result) => ({ status: 201, body: orderSnapshot((result as SubmitOrderResult).order) }),
  };
}

function sentence(order: OrderSnapshot): string {
  const what = `${order.side} ${order.quantity ?? `${order.notional} USD of`} ${order.symbol}`;
  if (order.status !== "rejected") return `Order ${order.id} (${what}) is ${order.status}.`;
  return `Order ${order.id} (${what}) was refused: ${order.rejectReason}. ${order.rejectDetail?.message ?? ""}`.trimEnd();
}

async function ownerOf(desk: ToolDesk, accountId: string): Promise<ToolUser> {
  const member = await desk.database.accountMember.findFirst({
    where: { accountId, role: "owner" },
    orderBy: { createdAt: "asc" },
  });
  if (member === null) throw new Error(`There is no account ${accountId}. See: npm run ballast -- accounts list`);
  return findUser(desk, member.userId);
}

async function cancel(orderId: string, { json }: { readonly json?: true }): Promise<void> {
  await onDesk(async (desk) => {
    const order = await cancelOrder({ ctx: desk.contextFor(), input: { orderId: asId<OrderId>(orderId) } });
    if (json) return printJson(orderSnapshot(order));
    console.log(sentence(orderSnapshot(order)));
  });
}

interface ListOptions {
  readonly account: string;
  readonly tab: OrderTab;
  readonly limit: number;
  readonly json?: true;
}

async function list({ account, tab, limit, json }: ListOptions): Promise<void> {
  await onDesk(async (desk) => {
    const { items } = await listOrders({ ctx: desk.contextFor(), input: { accountId: account, tab, limit } });
    const orders = items.map(orderSnapshot);
    if (json) return printJson(orders);
    printTable(["ID", "SUBMITTED", "SIDE", "SYMBOL", "TYPE", "QUANTITY", "LIMIT", "FILLED", "STATUS"], orders.map(row));
  });
}

function row(order: OrderSnapshot) {
  const wanted = order.quantity ?? (order.notional === null ? null : `${order.notional} USD`);
  return [
    order.id,
    order.submittedAt,
    order.side,
    order.symbol,
    order.type,
    wanted,
    order.limitPrice,
    order.filledQuantity,
    order.status,
  ];
}
