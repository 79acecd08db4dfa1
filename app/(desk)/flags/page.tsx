// Flags: what can be switched while the desk runs.
import type { Metadata } from "next";
import { FlagsPanel } from "#components/flags/flags-panel.tsx";
import { PageHead } from "#components/ui/card.tsx";
import { NotPermitted } from "#components/ui/not-permitted.tsx";
import { flagsOptions } from "#lib/client/flags.ts";
import { toFlagsView } from "#lib/contracts/flag.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { listFlags } from "#lib/services/flags/list-flags.ts";
import { deskPage } from "../desk-page.ts";
import { Hydrated } from "../hydrated.tsx";
import { setFlagAction } from "./actions.ts";

export const metadata: Metadata = { title: "Flags" };

export default withRequestId(async function FlagsPage() {
  const { ctx, may, zone } = await deskPage();
  if (!may("flags:read")) return <NotPermitted title="Flags" who="admins" />;
  const flags = toFlagsView(await listFlags({ ctx, input: {} }));
  return (
    <>
      <PageHead title="Flags" note="In force everywhere within two seconds. Stopping trading is a halt, not a flag." />
      <Hydrated queries={[{ key: flagsOptions().queryKey, data: flags }]}>
        <FlagsPanel initial={flags} zone={zone} mayEdit={may("flags:edit")} save={setFlagAction} />
      </Hydrated>
    </>
  );
});
