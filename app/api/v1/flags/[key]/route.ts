/** One flag: switching it. */
import { FlagBody, FlagParams, FlagView, toFlagView } from "#lib/contracts/flag.ts";
import { route } from "#lib/server/route.ts";
import { setFlag } from "#lib/services/flags/set-flag.ts";

export const PUT = route(
  {
    summary: "Switch a flag",
    description: "In force everywhere within two seconds.",
    tags: ["Flags"],
    permission: "flags:edit",
    params: FlagParams,
    body: FlagBody,
    answer: FlagView,
    view: toFlagView,
    refusals: { 409: "Somebody changed the flag meanwhile; `current` says to what." },
  },
  ({ ctx, params, body }) => setFlag({ ctx, input: { key: params.key, ...body } }),
);
