/** Changes which lots a sale takes: everything that was ever closed is closed anew under the other method, in one transaction. */
import { isLotMethod, type LotMethod } from "#lib/domain/books/lot-method.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { recordAudit } from "../audit.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { rebuildInstruments } from "../lots/rebuild-instruments.ts";
import { type AccountView, readAccounts } from "./account-view.ts";

export interface SetLotMethodInput {
  readonly accountId: AccountId;
  readonly method: LotMethod;
  /** Of the account's settings, as the editor saw them. */
  readonly version: number;
  readonly reason: string;
}

export async function setLotMethod({ ctx, input }: Verb<SetLotMethodInput>): Promise<AccountView> {
  requirePermission(ctx, "deposits:create");
  const { accountId, method, version, reason } = input;
  await requireMember(ctx.database, ctx, accountId, "trader");
  return once(ctx, async (tx) => {
    await tx.$queryRaw`select id from account where id = ${accountId}::uuid for no key update`;
    const before = await tx.account.findFirst({ where: { id: accountId, kind: { not: "house" } } });
    if (before === null || !isLotMethod(before.lotMethod)) throw notFound("account");
    if (before.version !== version) {
      throw new ServiceError("stale_version", "Somebody else changed these settings meanwhile. Look at them again.", {
        extra: { current: { lotMethod: before.lotMethod, version: before.version } },
      });
    }
    const held = await tx.position.findMany({ where: { accountId }, select: { assetId: true } });
    await tx.account.update({
      where: { id: accountId },
      data: { lotMethod: method, version: version + 1 },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      ...{ action: "account.set_lot_method", entityType: "account", entityId: accountId, accountId, reason },
      before: { lotMethod: before.lotMethod, version },
      after: { lotMethod: method, version: version + 1, instruments: held.length },
    });
    if (method !== before.lotMethod) {
      const assetIds = held.map(({ assetId }) => assetId);
      // Only facts may leave less than what had to go.
      if (await rebuildInstruments(tx, ctx, accountId, assetIds)) {
        throw new ServiceError("conflict", "Under this method the account would have less than it may.");
      }
    }
    const [account] = await readAccounts(tx, [accountId], ctx.userId);
    if (account === undefined) throw notFound("account");
    return account;
  });
}
