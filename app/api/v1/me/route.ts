// GET: who is calling.
import { MeView, meView } from "#lib/contracts/me.ts";
import { route } from "#lib/server/route.ts";
import { getMe } from "#lib/services/users/me.ts";

export const GET = route(
  { summary: "Who the caller is, with permissions and preferences", tags: ["Me"], answer: MeView, view: meView },
  ({ ctx }) => getMe({ ctx }),
);
