/** What taking a corporate action back would reach; and while it is under way, how far it is and which accounts could not be. */
import type { CorporateActionStatus } from "#lib/domain/ledger/corporate-action.ts";
import { OPEN_STATUSES } from "#lib/domain/orders/order.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound } from "../errors.ts";
import { countStanding, type Standing } from "./standing.ts";

export interface TakeBackRecord extends Standing {
  readonly status: CorporateActionStatus;
  /** Of the instrument, where they would be canceled first. */
  readonly openOrders: number;
  readonly failures: readonly Failure[];
}

interface Failure {
  readonly accountId: string;
  readonly account: string;
  readonly reason: string;
}

/** More of them are counted and not named: what is common to so many is no matter of one account. */
const FAILURES_MAX = 200;

export async function getTakeBack({ ctx, input }: Verb<{ readonly id: string }>): Promise<TakeBackRecord> {
  requirePermission(ctx, "corporate_actions:apply");
  const { database } = ctx;
  const { id } = input;
  const action = await database.corporateAction.findUnique({ where: { id } });
  if (action === null) throw notFound("corporate action");
  const { kind, assetId, status } = action;
  const [standing, openOrders, failures] = await Promise.all([
    countStanding(database, id),
    kind === "cash_dividend" ? 0 : database.order.count({ where: { assetId, status: { in: [...OPEN_STATUSES] } } }),
    database.$queryRaw<Failure[]>`
      select f.account_id as "accountId", a.name as account, f.failure as reason
      from take_back_failure f join account a on a.id = f.account_id
      where f.corporate_action_id = ${id}::uuid and f.failure is not null and exists (
        select 1 from activity x where x.corporate_action_id = f.corporate_action_id and x.account_id = f.account_id
          and x.type <> 'reversal' and not exists (select 1 from activity r where r.reverses_id = x.id))
      order by a.name, a.id limit ${FAILURES_MAX}`,
  ]);
  return { ...standing, status: status as CorporateActionStatus, openOrders, failures };
}
