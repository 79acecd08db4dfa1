/** One scenario under way: its account, and the orders by the names that the scenario gives them. */

import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import type { Refusal } from "#lib/domain/orders/refusal.ts";
import type { Decimal } from "#lib/domain/shared/decimal.ts";
import { toPlain } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId, type OrderId } from "#lib/domain/shared/ids.ts";
import { ServiceError } from "#lib/services/errors.ts";
import { dispatchOrder } from "#lib/services/orders/dispatch-order.ts";
import { NoAnswer, type ScenarioDesk } from "./scenario-desk.ts";

export class Stage {
  readonly desk: ScenarioDesk;
  readonly accountId: AccountId;
  readonly #names = new Map<string, OrderId>();
  /** Days whose overrides are to be taken back. */
  readonly days = new Set<string>();

  constructor(desk: ScenarioDesk, accountId: AccountId) {
    this.desk = desk;
    this.accountId = accountId;
  }

  /** As the trader whose account it is. */
  get ctx() {
    return this.desk.actorFor({ user: this.desk.trader });
  }

  name(name: string, { order, legs }: { readonly order: OrderRecord; readonly legs: readonly OrderRecord[] }): void {
    this.#names.set(name, order.id);
    for (const leg of legs) this.#names.set(`${name}.${leg.legRole === "take_profit" ? "profit" : "loss"}`, leg.id);
  }

  idOf(name: string): OrderId {
    const id = this.#names.get(name);
    if (id === undefined) throw new Error(`no order is called ${name}`);
    return id;
  }

  /** Everything on its way arrives, and the venue looks at it; twice where that set something in motion. */
  async settle(): Promise<void> {
    if ((await this.#round()) > 0) await this.#round();
  }

  async #round(): Promise<number> {
    try {
      await this.sendQueued();
      return await this.desk.match();
    } catch (error) {
      if (error instanceof NoAnswer) return 0;
      throw error;
    }
  }

  /** What the worker does with its queue of orders to send. */
  async sendQueued(): Promise<void> {
    const { desk, accountId, ctx } = this;
    if (desk.wire() === "down") return;
    const where = { accountId, dispatch: "queued" };
    const queued = await desk.desk.database.order.findMany({ where, orderBy: { id: "asc" }, select: { id: true } });
    for (const { id } of queued) await dispatchOrder({ ctx, input: { orderId: asId<OrderId>(id) } });
  }

  saysOf(refusal: Refusal | null): string | null {
    if (refusal === null) return null;
    const { code, field, observed, limit, headroom, blockedBy } = refusal;
    return says(code, {
      field,
      observed: plain(observed),
      limit: plain(limit),
      headroom: plain(headroom),
      by: this.#namesOf(blockedBy),
    });
  }

  saysOfError(error: unknown): string {
    if (!(error instanceof ServiceError)) throw error;
    const { code, extra, errors } = error;
    const blockedBy = extra?.["blockedBy"];
    return says(code, {
      reason: textOf(extra?.["reason"]),
      field: errors[0]?.pointer.replace(/^\//, ""),
      status: textOf(extra?.["status"]),
      order: this.#nameOf(textOf(extra?.["orderId"])),
      by: Array.isArray(blockedBy) ? this.#namesOf(blockedBy.map((id) => `${id}`)) : undefined,
    });
  }

  #nameOf(id: string | undefined): string | undefined {
    return [...this.#names].find(([, known]) => known === id)?.[0];
  }

  #namesOf(ids: readonly string[] | undefined): string | undefined {
    return ids
      ?.map((id) => this.#nameOf(id) ?? "?")
      .sort()
      .join(",");
  }
}

function says(code: string, figures: { readonly [name: string]: string | undefined }): string {
  const told = Object.entries(figures).filter(([, value]) => value !== undefined);
  return [code, ...told.map(([name, value]) => `${name}=${value}`)].join(" ");
}

function plain(amount: Decimal | undefined): string | undefined {
  return amount === undefined ? undefined : toPlain(amount);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
