// Corporate actions of the desk's instruments: everybody reads them, admins announce them.
import type { Metadata } from "next";
import { CorporateActionsDesk } from "#components/corporate-actions/corporate-actions-desk.tsx";
import { corporateActionsOptions } from "#lib/client/corporate-actions.ts";
import { toCorporateActionPage } from "#lib/contracts/corporate-action.ts";
import { toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { listCorporateActions } from "#lib/services/corporate-actions/list-corporate-actions.ts";
import { readVenueTime } from "#lib/services/market/venue-time.ts";
import { byCursor, deskPage, readSearch, type SearchParams } from "../desk-page.ts";
import { Hydrated } from "../hydrated.tsx";
import { readTicks } from "../orders/read-ticks.ts";

export const metadata: Metadata = { title: "Corporate actions" };

export default withRequestId(async function CorporateActionsPage({
  searchParams,
}: {
  readonly searchParams: SearchParams;
}) {
  const [{ ctx, account, may, zone, hidden }, search] = await Promise.all([deskPage(), readSearch(searchParams)]);
  const [{ at, page }, ticks, now] = await Promise.all([
    byCursor(search["cursor"], async (at) => toCorporateActionPage(await listCorporateActions({ ctx, input: at }))),
    readTicks(ctx),
    readVenueTime(ctx.database),
  ]);
  return (
    <Hydrated queries={[{ key: corporateActionsOptions(at).queryKey, data: page }]}>
      <CorporateActionsDesk
        zone={zone}
        hidden={hidden}
        mayEdit={may("corporate_actions:apply")}
        hasAccount={account !== null}
        symbols={Object.keys(ticks)}
        today={toLocalDate(now, VENUE_ZONE)}
      />
    </Hydrated>
  );
});
