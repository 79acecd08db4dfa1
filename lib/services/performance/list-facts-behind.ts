/** The entries of the books that a figure of a report rests on, newest first: executions and activities as they count then. */
import { factsBehind } from "#lib/domain/performance/facts-behind.ts";
import { type ActivityRecord, activityPage } from "../activities/list-activities.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import type { Page, PageInput } from "../cursor.ts";
import { ServiceError } from "../errors.ts";

export interface FactsBehindInput extends PageInput {
  readonly accountId: string;
  /** "totals.realised", "returns.xirr", "positions.<instrument id>.cost". */
  readonly explain: string;
  /** As the report itself is asked for. */
  readonly from?: string | undefined;
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
}

export async function listFactsBehind({ ctx, input }: Verb<FactsBehindInput>): Promise<Page<ActivityRecord>> {
  requirePermission(ctx, "portfolio:read");
  const { accountId, explain, from, asOf, knownAt, cursor, limit } = input;
  await requireMember(ctx.database, ctx, accountId);
  const behind = factsBehind(explain);
  if (behind === null) {
    throw new ServiceError("invalid", `No entries stand behind "${explain}".`, {
      errors: [{ pointer: "explain", detail: "names no figure of a report, or one that the market alone makes" }],
    });
  }
  const end = asOf === undefined ? {} : asOf.includes("T") ? { until: new Date(asOf) } : { to: asOf };
  const { instrumentId, types, withFee, ofPeriod } = behind;
  const filter = {
    ...{ accountId, types, withFee, knownAt, standing: true, ...end },
    ...(instrumentId === null ? {} : { instrumentId }),
    ...(ofPeriod ? { from } : {}),
  };
  return activityPage(ctx.database, filter, { cursor, limit });
}
