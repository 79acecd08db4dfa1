// Health: what the desk stands on, worst first.
import type { Metadata } from "next";
import { cache } from "react";
import { HealthPanel } from "#components/health/health-panel.tsx";
import { NotPermitted } from "#components/ui/not-permitted.tsx";
import { healthOptions, proofOptions } from "#lib/client/operations.ts";
import { toHealthView } from "#lib/contracts/health.ts";
import { toProofView } from "#lib/contracts/proof.ts";
import { healthTracker, ownFigures } from "#lib/server/own-figures.ts";
import { services } from "#lib/server/services.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { getHealth } from "#lib/services/health/get-health.ts";
import { getProof } from "#lib/services/proof/get-proof.ts";
import { deskPage } from "../desk-page.ts";
import { Hydrated } from "../hydrated.tsx";

/** Read once for the page and its title. */
const readHealth = cache(async () => {
  const [{ ctx }, built] = await Promise.all([deskPage(), services()]);
  return toHealthView(await getHealth({ ctx, input: { own: await ownFigures(built), tracker: healthTracker() } }));
});

export const generateMetadata = withRequestId(async function generateMetadata(): Promise<Metadata> {
  const { may } = await deskPage();
  return { title: may("health:read") ? `Health: ${(await readHealth()).state}` : "Health" };
});

export default withRequestId(async function HealthPage() {
  const { may, zone } = await deskPage();
  if (!may("health:read")) return <NotPermitted title="Health" who="admins" />;
  const [health, { ctx }] = await Promise.all([readHealth(), deskPage()]);
  const proof = toProofView(await getProof({ ctx }));
  const queries = [
    { key: healthOptions().queryKey, data: health },
    { key: proofOptions().queryKey, data: proof },
  ];
  return (
    <Hydrated queries={queries}>
      <HealthPanel initial={health} proof={proof} mayProve={may("halts:set:desk")} zone={zone} />
    </Hydrated>
  );
});
