/** Where a corporate action stands in the books: accounts with something of it that was not taken back. */
import type { Database, Tx } from "#lib/db/client.ts";

export interface Standing {
  /** In whose books it ever was. */
  readonly booked: number;
  readonly standing: number;
  /** Where it was tried for good, and could not be. */
  readonly failed: number;
}

export async function countStanding(db: Database | Tx, actionId: string): Promise<Standing> {
  const [row] = await db.$queryRaw<Standing[]>`
    select count(*)::int as booked, count(*) filter (where stands)::int as standing,
      count(*) filter (where stands and f.failure is not null)::int as failed
    from (
      select a.account_id, bool_or(not exists (select 1 from activity r where r.reverses_id = a.id)) as stands
      from activity a where a.corporate_action_id = ${actionId}::uuid and a.type <> 'reversal' group by a.account_id) b
    left join take_back_failure f on f.corporate_action_id = ${actionId}::uuid and f.account_id = b.account_id`;
  return row ?? { booked: 0, standing: 0, failed: 0 };
}

/** The next accounts on which it stands and that were not given up, in their order. */
export async function readNextStanding(db: Database, actionId: string, after: string | null): Promise<string[]> {
  const rows = await db.$queryRaw<{ accountId: string }[]>`
    select distinct a.account_id as "accountId" from activity a
    where a.corporate_action_id = ${actionId}::uuid and a.type <> 'reversal' and (${after}::uuid is null or a.account_id > ${after}::uuid)
      and not exists (select 1 from activity r where r.reverses_id = a.id)
      and not exists (select 1 from take_back_failure f
        where f.corporate_action_id = a.corporate_action_id and f.account_id = a.account_id and f.failure is not null)
    order by 1 limit 100`;
  return rows.map(({ accountId }) => accountId);
}

/** What of it stands on one account: a split may have cash in lieu beside it. */
export async function readStandingOn(db: Database | Tx, actionId: string, accountId: string): Promise<string[]> {
  const rows = await db.activity.findMany({
    where: { corporateActionId: actionId, accountId, type: { not: "reversal" }, activitiesByReverses: { is: null } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
