/** Changes which lots a sale takes: everything that was ever closed is closed anew under the other method, by the worker where that is much. */
import { isLotMethod, type LotMethod } from "#lib/domain/books/lot-method.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { recordAudit } from "../audit.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import {
  readUnderOtherMethods,
  refuseWhileChanging,
  TRADES_AT_ONCE,
  tradesOf,
  wishLotChange,
} from "../lots/lot-change.ts";
import { rebuildInstruments } from "../lots/rebuild-instruments.ts";
import { type AccountView, readAccounts } from "./account-view.ts";

export interface SetLotMethodInput {
  readonly accountId: AccountId;
  readonly method: LotMethod;
  /** Of the account's settings, as the editor saw them. */
  readonly version: number;
  readonly reason: string;
}

/** Until the worker is done the account goes by its method as before; `lotChange` of the answer says so. */
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
    await refuseWhileChanging(tx, accountId);
    const instruments = await readUnderOtherMethods(tx, accountId, method);
    const trades = tradesOf(instruments);
    const changeId = trades > TRADES_AT_ONCE ? ctx.newId() : null;
    await tx.account.update({
      where: { id: accountId },
      data: { version: version + 1, ...(changeId === null ? { lotMethod: method } : {}) },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      ...{ action: "account.set_lot_method", entityType: "account", entityId: accountId, accountId, reason },
      before: { lotMethod: before.lotMethod, version },
      after: { lotMethod: method, version: version + 1, instruments: instruments.length, changeId },
    });
    if (changeId !== null) await wishLotChange(tx, ctx, { id: changeId, accountId, trades, of: { method } });
    else if (instruments.length > 0) {
      const assetIds = instruments.map(({ assetId }) => assetId);
      await tx.position.updateMany({ where: { accountId, lotMethod: { not: null } }, data: { lotMethod: null } });
      // Only facts may leave less than what had to go.
      if (await rebuildInstruments(tx, ctx, { accountId, assetIds, sameHistory: true })) {
        throw new ServiceError("conflict", "Under this method the account would have less than it may.");
      }
    }
    const [account] = await readAccounts(tx, [accountId], ctx.userId);
    if (account === undefined) throw notFound("account");
    return account;
  });
}
