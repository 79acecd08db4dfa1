/** Feature flags. */
import { FlagsView, toFlagsView } from "#lib/contracts/flag.ts";
import { route } from "#lib/server/route.ts";
import { listFlags } from "#lib/services/flags/list-flags.ts";

export const GET = route(
  { summary: "List flags", tags: ["Flags"], permission: "flags:read", answer: FlagsView, view: toFlagsView },
  ({ ctx }) => listFlags({ ctx, input: {} }),
);
