// Activities of the account: first paint from the server, live from there on.
import type { Metadata } from "next";
import { activitiesFilter, readActivitiesPlace } from "#components/activities/activities-address.ts";
import { ActivitiesDesk } from "#components/activities/activities-desk.tsx";
import { hideActivities } from "#components/activities/hide-activities.ts";
import { NoAccount } from "#components/orders/no-account.tsx";
import type { RawSearch } from "#components/orders/orders-address.ts";
import { activitiesOptions } from "#lib/client/activities.ts";
import { toLocalDate } from "#lib/domain/shared/local-date.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { listActivities } from "#lib/services/activities/list-activities.ts";
import { readVenueTime } from "#lib/services/market/venue-time.ts";
import { deskPage } from "../desk-page.ts";
import { Hydrated } from "../hydrated.tsx";
import { readTicks } from "../orders/read-ticks.ts";

export const metadata: Metadata = { title: "Activities" };

export default withRequestId(async function ActivitiesPage({
  searchParams,
}: {
  readonly searchParams: Promise<RawSearch>;
}) {
  const [{ ctx, account, may, zone, hidden }, search] = await Promise.all([deskPage(), searchParams]);
  if (account === null) return <NoAccount title="Activities" mayOpen={may("accounts:open")} />;
  const filter = activitiesFilter(account.id, readActivitiesPlace(search));
  const [page, ticks, now] = await Promise.all([
    listActivities({ ctx, input: filter }),
    readTicks(ctx),
    account.kind === "paper" ? readVenueTime(ctx.database) : ctx.clock.now(),
  ]);
  const mayWrite = account.role !== null && account.role !== "viewer" && may("activities:record");
  return (
    <Hydrated queries={[{ key: activitiesOptions(filter).queryKey, data: hidden ? hideActivities(page) : page }]}>
      <ActivitiesDesk
        accountId={account.id}
        accountName={account.name}
        currency={account.currency}
        accountZone={account.timeZone}
        lotMethod={account.lotMethod}
        zone={zone}
        hidden={hidden}
        mayWrite={mayWrite && account.status === "active"}
        mayCorrect={may("corporate_actions:apply") && account.status === "active"}
        symbols={Object.keys(ticks)}
        today={toLocalDate(now, account.timeZone)}
      />
    </Hydrated>
  );
});
