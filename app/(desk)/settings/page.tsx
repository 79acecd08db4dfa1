// Settings of one person: how the desk looks, the password, and where one is signed in.
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { LookForm } from "#components/settings/look-form.tsx";
import { PasswordForm } from "#components/settings/password-form.tsx";
import { SessionsList } from "#components/settings/sessions-list.tsx";
import { DEFAULT_ZONE, readPreferences } from "#components/shell/preferences.ts";
import { Card, PageHead } from "#components/ui/card.tsx";
import { sessionListView } from "#lib/contracts/session.ts";
import { pageContext } from "#lib/server/page-context.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { listSessions } from "#lib/services/sessions/list-sessions.ts";
import { changePasswordAction, endSessionAction } from "./actions.ts";

export const metadata: Metadata = { title: "Settings" };

function zonesWith(chosen: string): readonly string[] {
  const first = ["UTC", DEFAULT_ZONE, chosen];
  return [...new Set([...first, ...Intl.supportedValuesOf("timeZone")])];
}

export default withRequestId(async function SettingsPage() {
  const [{ ctx, user }, jar] = await Promise.all([pageContext(), cookies()]);
  const preferences = readPreferences((name) => jar.get(name)?.value);
  const { items: sessions } = sessionListView(await listSessions({ ctx }));
  return (
    <>
      <PageHead title="Settings" note={`${user.name}, ${user.email}, ${user.role}`} />
      <div className="grid items-start gap-3 xl:grid-cols-2">
        <Card title="Look and feel">
          <LookForm preferences={preferences} zones={zonesWith(preferences.zone)} />
        </Card>
        <div className="flex min-w-0 flex-col gap-3">
          <Card title="Password">
            <PasswordForm email={user.email} change={changePasswordAction} />
          </Card>
          <Card title="Sessions">
            <SessionsList sessions={sessions} zone={preferences.zone} end={endSessionAction} />
          </Card>
        </div>
      </div>
    </>
  );
});
