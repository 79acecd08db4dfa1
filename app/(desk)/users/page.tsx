// Users: who may sign in, and as what.
import type { Metadata } from "next";
import { NotPermitted } from "#components/ui/not-permitted.tsx";
import { UsersPanel } from "#components/users/users-panel.tsx";
import { usersOptions } from "#lib/client/people.ts";
import { userPageView } from "#lib/contracts/user.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { listUsers } from "#lib/services/users/list-users.ts";
import { byCursor, deskPage, readSearch, type SearchParams } from "../desk-page.ts";
import { Hydrated } from "../hydrated.tsx";
import { setRoleAction } from "./actions.ts";

export const metadata: Metadata = { title: "Users" };

export default withRequestId(async function UsersPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const [{ ctx, user, may, zone }, { cursor }] = await Promise.all([deskPage(), readSearch(searchParams)]);
  if (!may("users:read")) return <NotPermitted title="Users" who="admins" />;
  const { at, page: users } = await byCursor(cursor, async (input) => userPageView(await listUsers({ ctx, input })));
  return (
    <Hydrated queries={[{ key: usersOptions(at).queryKey, data: users }]}>
      <UsersPanel
        initial={users}
        cursor={at.cursor ?? null}
        zone={zone}
        ownId={user.id}
        mayEdit={may("users:edit")}
        setRole={setRoleAction}
      />
    </Hydrated>
  );
});
