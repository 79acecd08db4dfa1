/** Which corporate actions are under way: two of one instrument at once would each be reckoned without the other. */
import type { Tx } from "#lib/db/client.ts";
import type { CorporateActionStatus } from "#lib/domain/ledger/corporate-action.ts";

interface ActionOfInstrument {
  readonly id: string;
  readonly assetId: string;
}

/** From here on to the end of the transaction no other one of the instrument begins. */
export async function isBusyWithAnother(
  tx: Tx,
  { id, assetId }: ActionOfInstrument,
  statuses: readonly CorporateActionStatus[],
): Promise<boolean> {
  await tx.$queryRaw`select id from asset where id = ${assetId}::uuid for no key update`;
  const others = { id: { not: id }, assetId, status: { in: [...statuses] } };
  return (await tx.corporateAction.count({ where: others })) > 0;
}

/** Whether it still is, and stays so to the end of the transaction: somebody may have decided otherwise while the worker was at it. */
export async function isStill(tx: Tx, id: string, status: CorporateActionStatus): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from corporate_action where id = ${id}::uuid and status = ${status} for share`;
  return rows.length > 0;
}

/** What an account may owe follows its equity, which was told at two prices while a split was under way. Accounts are locked in their order, as everywhere. */
export async function lookAtCreditsAnew(tx: Tx, actionId: string): Promise<void> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    select id from account where multiplier > 1 and id in (select account_id from activity where corporate_action_id = ${actionId}::uuid)
    order by id for no key update`;
  const ids = found.map(({ id }) => id);
  if (ids.length > 0) await tx.$executeRaw`update account set credit_day = null where id = any(${ids}::uuid[])`;
}
