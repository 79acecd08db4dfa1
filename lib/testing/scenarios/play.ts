/** Does what a step says, through the verbs that people and programs use. Says what it was refused with, or null. */
import { dec, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import { cancelHaltedOrders } from "#lib/services/halts/cancel-halted-orders.ts";
import { liftHalt } from "#lib/services/halts/lift-halt.ts";
import { setHalt } from "#lib/services/halts/set-halt.ts";
import { setOverride } from "#lib/services/market/set-override.ts";
import { cancelAllOrders } from "#lib/services/orders/cancel-all-orders.ts";
import { cancelOrder } from "#lib/services/orders/cancel-order.ts";
import { closeAllPositions, closePosition } from "#lib/services/orders/close-position.ts";
import { recordExecution } from "#lib/services/orders/record-execution.ts";
import { replaceOrder } from "#lib/services/orders/replace-order.ts";
import { submitOrder } from "#lib/services/orders/submit-order.ts";
import { resolveDispatch } from "#lib/worker/jobs/resolve-dispatch.ts";
import { expireUnsent, settleCancels, settleReplacements } from "#lib/worker/jobs/settle-orders.ts";
import type { OverrideWords, QuoteWords, Step, WireState } from "./scenario.ts";
import type { Stage } from "./stage.ts";

type Acting = Exclude<Step, { readonly kind: "expect" }>;

export async function play(stage: Stage, step: Acting): Promise<string | null> {
  try {
    return await act(stage, step);
  } catch (error) {
    return stage.saysOfError(error);
  }
}

async function act(stage: Stage, step: Acting): Promise<string | null> {
  switch (step.kind) {
    case "submit":
    case "replace":
    case "close":
    case "cancel":
      return trade(stage, step);
    case "halt":
    case "lift":
    case "cancel_halted":
      return control(stage, step);
    default:
      await arrange(stage, step);
      return null;
  }
}

type Trading = Extract<Acting, { readonly kind: "submit" | "replace" | "close" | "cancel" }>;

async function trade(stage: Stage, step: Trading): Promise<string | null> {
  const { ctx, accountId } = stage;
  if (step.kind === "close") return closeOut(stage, step);
  if (step.kind === "cancel") {
    if (step.name === null) await cancelAllOrders({ ctx, input: { accountId } });
    else await cancelOrder({ ctx, input: { orderId: stage.idOf(step.name) } });
    return null;
  }
  const result =
    step.kind === "replace"
      ? await replaceOrder({ ctx, input: { ...step.change, orderId: stage.idOf(step.of) } })
      : await submitOrder({
          ctx,
          input: { accountId, ...step.words.ticket, clientOrderId: step.words.clientOrderId ?? undefined },
        });
  stage.name(step.name, result);
  return stage.saysOf(result.refusal);
}

async function closeOut(
  stage: Stage,
  { name, symbol, part, canceling: cancelOrders }: Extract<Trading, { readonly kind: "close" }>,
): Promise<string | null> {
  const { ctx, accountId } = stage;
  if (symbol !== null) {
    const result = await closePosition({ ctx, input: { accountId, symbol, ...part, cancelOrders } });
    stage.name(name, result);
    return stage.saysOf(result.refusal);
  }
  const closed = await closeAllPositions({ ctx, input: { accountId, cancelOrders } });
  const problems = closed.flatMap(({ symbol: of, result, problem }) => {
    if (result !== null) stage.name(`${name}.${of}`, result);
    return problem === null ? [] : [`${of} ${problem.code}`];
  });
  return problems.length === 0 ? null : problems.join(", ");
}

async function control(
  { ctx, desk, accountId }: Stage,
  step: Extract<Acting, { readonly kind: "halt" | "lift" | "cancel_halted" }>,
): Promise<null> {
  const system = desk.contextFor();
  if (step.kind === "halt") {
    const account = step.scope === "account";
    const input = { accountId: account ? accountId : null, reason: "A scenario asks for it" };
    await setHalt({ ctx: account ? ctx : system, input });
    return null;
  }
  const halts = await desk.desk.database.halt.findMany({ where: { liftedAt: null } });
  for (const { id: haltId } of halts) {
    if (step.kind === "lift") await liftHalt({ ctx: system, input: { haltId, reason: "A scenario asks for it" } });
    else await cancelHaltedOrders({ ctx: system, input: { haltId } });
  }
  return null;
}

type Arranging = Exclude<Acting, Trading | { readonly kind: "halt" | "lift" | "cancel_halted" }>;

async function arrange(stage: Stage, step: Arranging): Promise<void> {
  const { desk } = stage;
  switch (step.kind) {
    case "at":
      await desk.setTime(step.at.toISOString());
      return step.quote === null ? undefined : quote(stage, step.quote.symbol, step.quote.quote);
    case "quote":
      return quote(stage, step.symbol, step.quote);
    case "mode":
      return desk.setMode(step.mode);
    case "override":
      return override(stage, step.override);
    case "wire":
      return wire(stage, step.state);
    case "look_up":
      return lookUp(stage, step.seconds);
    case "late":
      return lateFill(stage, step);
    case "notional":
      desk.desk.flags["trading.notional_orders"] = step.on;
      return;
    case "sweep":
      await settleCancels(desk.contextFor());
      await settleReplacements(desk.contextFor());
      await expireUnsent(desk.contextFor());
      return;
    case "restart":
      return desk.restart();
  }
}

async function quote({ desk }: Stage, symbol: string, words: QuoteWords | null): Promise<void> {
  if (words !== null) return desk.quote({ symbol, ...words });
  const { database } = desk.desk;
  const { id: assetId } = await database.asset.findFirstOrThrow({ where: { symbol } });
  await database.quote.deleteMany({ where: { assetId } });
}

async function override({ desk, days }: Stage, { day, kind, openAt, closeAt }: OverrideWords): Promise<void> {
  const input = { day, kind, openAt, closeAt, reason: "A scenario asks for it", version: 0 };
  await setOverride({ ctx: desk.contextFor(), input });
  days.add(day);
}

/** What waited for the wire is sent when it comes up again. */
async function wire(stage: Stage, state: WireState): Promise<void> {
  stage.desk.setWire(state);
  await stage.sendQueued();
}

/** A dispatch has ten seconds; the job looks up what has been out for longer. */
async function lookUp({ desk, accountId }: Stage, seconds: string): Promise<void> {
  const ago = toPlain(dec(seconds).minus("10"));
  await desk.desk.database.$executeRaw`
    update orders set dispatch_lease_at = clock_timestamp() - make_interval(secs => ${ago}::float8)
    where account_id = ${accountId}::uuid and dispatch in ('sending', 'unknown')`;
  await resolveDispatch(desk.contextFor());
}

async function lateFill(
  stage: Stage,
  { name, quantity, price }: Extract<Step, { readonly kind: "late" }>,
): Promise<void> {
  const { desk } = stage;
  const { venueAt } = await desk.desk.database.marketState.findUniqueOrThrow({ where: { id: 1 } });
  await recordExecution({
    ctx: desk.contextFor(),
    input: {
      orderId: stage.idOf(name),
      venueExecutionId: `late-${crypto.randomUUID()}`,
      quantity: dec(quantity),
      price: dec(price),
      fee: ZERO,
      at: venueAt ?? desk.desk.contextFor().clock.now(),
    },
  });
}
