/** What the role editor sends and what becomes of it: the verb behind PUT /api/v1/users/{userId}/role. */
import type { z } from "zod";
import { SetRoleInput, userView } from "#lib/contracts/user.ts";
import type { AccessContext } from "#lib/services/access-context.ts";
import { setRole } from "#lib/services/users/set-role.ts";

interface Sent {
  readonly ctx: AccessContext;
  readonly input: z.output<typeof SetRoleInput>;
}

/** No twin, and so no idempotency key: the answer has personal data in it, which stored answers never do. */
export const setRoleForm = {
  schema: SetRoleInput,
  run: ({ ctx, input }: Sent) => setRole({ ctx, input }),
  options: { view: userView },
} as const;
