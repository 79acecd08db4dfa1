/** What the flag's switch sends and what becomes of it: the verb behind PUT /api/v1/flags/{key}. */
import type { z } from "zod";
import { FlagBody, FlagParams, toFlagView } from "#lib/contracts/flag.ts";
import type { AccessContext } from "#lib/services/access-context.ts";
import { setFlag } from "#lib/services/flags/set-flag.ts";

const SwitchFlag = FlagBody.extend(FlagParams.shape);
type Input = z.output<typeof SwitchFlag>;

export const setFlagForm = {
  schema: SwitchFlag,
  run: ({ ctx, input }: { readonly ctx: AccessContext; readonly input: Input }) => setFlag({ ctx, input }),
  options: {
    twin: {
      method: "PUT",
      path: ({ key }: Input) => `/api/v1/flags/${key}`,
      pattern: "/api/v1/flags/{key}",
      body: ({ key: _key, ...body }: Input) => body,
    },
    view: toFlagView,
  },
} as const;
