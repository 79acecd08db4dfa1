/** Chooses what an account's return is compared with: a shared instrument, one of its own, or nothing. */
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { recordAudit } from "../audit.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { appendStreamEvent } from "../stream-event.ts";
import { type AccountView, readAccounts } from "./account-view.ts";

export interface SetBenchmarkInput {
  readonly accountId: AccountId;
  readonly symbol: string | null;
  /** Of the account's settings, as the editor saw them. */
  readonly version: number;
}

export async function setBenchmark({ ctx, input }: Verb<SetBenchmarkInput>): Promise<AccountView> {
  requirePermission(ctx, "deposits:create");
  const { accountId, symbol, version } = input;
  await requireMember(ctx.database, ctx, accountId, "trader");
  return once(ctx, async (tx) => {
    await tx.$queryRaw`select id from account where id = ${accountId}::uuid for no key update`;
    const [before] = await readAccounts(tx, [accountId], ctx.userId);
    if (before === undefined) throw notFound("account");
    if (before.version !== version) {
      throw new ServiceError("stale_version", "Somebody else changed these settings meanwhile. Look at them again.", {
        extra: { current: { benchmark: before.benchmark, version: before.version } },
      });
    }
    const benchmarkId = symbol === null ? null : await find(symbol);
    await tx.account.update({
      where: { id: accountId },
      data: { benchmarkId, version: version + 1 },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      ...{ action: "account.set_benchmark", entityType: "account", entityId: accountId, accountId },
      before: { benchmark: before.benchmark, version },
      after: { benchmark: symbol, version: version + 1 },
    });
    await appendStreamEvent(tx, accountId, "balance", accountId, { reason: "benchmark", version: version + 1 });
    tx.afterCommit(() => ctx.notifier.accountChanged(accountId));
    const [account] = await readAccounts(tx, [accountId], ctx.userId);
    if (account === undefined) throw notFound("account");
    return account;

    async function find(wanted: string): Promise<string> {
      const rows = await tx.asset.findMany({
        where: { symbol: wanted, kind: "instrument", OR: [{ ownerAccountId: null }, { ownerAccountId: accountId }] },
        select: { id: true, ownerAccountId: true },
      });
      const found = rows.find(({ ownerAccountId }) => ownerAccountId !== null) ?? rows[0];
      if (found !== undefined) return found.id;
      throw new ServiceError("invalid", `There is no instrument ${wanted}.`, {
        errors: [{ pointer: "/symbol", detail: "is no instrument of this desk or account" }],
      });
    }
  });
}
