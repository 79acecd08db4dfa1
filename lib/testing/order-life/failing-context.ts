/** A context whose process can die at one of its transactions, and whose wire can lose an order or its answer. */
import type { Transact } from "#lib/db/transact.ts";
import type { Broker } from "#lib/ports/broker.ts";
import type { Context } from "#lib/services/context.ts";
import type { Death, Wire } from "./steps.ts";

/** The process is gone, or its wire is; nothing else may be thrown by a step. */
export class Broken extends Error {}

export interface Failing {
  readonly dies?: Death | undefined;
  readonly wire?: Wire | undefined;
}

export function failingContext(ctx: Context, { dies, wire }: Failing): Context {
  let transactions = 0;
  let dead = false;
  const alive = () => {
    if (dead) throw new Broken("the process is gone");
  };
  const transact: Transact = async (work) => {
    alive();
    transactions += 1;
    if (dies === undefined || transactions < dies.at) return ctx.transact(work);
    dead = true;
    if (dies.committed) await ctx.transact((tx) => work(Object.assign(tx, { afterCommit: () => undefined })));
    throw new Broken("the process has died");
  };
  return {
    ...ctx,
    transact,
    broker: failingWire(ctx.broker, wire, alive),
    runSoon: (work) => {
      if (dead) return;
      ctx.runSoon(async () => void (await unlessBroken(work)));
    },
  };
}

/** Every message of the step is lost, or every answer. */
function failingWire(broker: Broker, wire: Wire | undefined, alive: () => void): Broker {
  const send = async <T>(message: () => Promise<T>): Promise<T> => {
    alive();
    if (wire === "lost") throw new Broken("the wire is cut");
    const answer = await message();
    if (wire === "unanswered") throw new Broken("no answer came");
    return answer;
  };
  return {
    ...broker,
    submit: (order) => send(() => broker.submit(order)),
    replace: (orderId, order, knownFilled) => send(() => broker.replace(orderId, order, knownFilled)),
    cancel: (orderId) => send(() => broker.cancel(orderId)),
  };
}

export async function unlessBroken<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (isBroken(error)) return null;
    throw error;
  }
}

function isBroken(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isBroken);
  return error instanceof Broken;
}
