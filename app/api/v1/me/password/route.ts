// PUT: the caller's own password.
import { ChangePasswordBody } from "#lib/contracts/me.ts";
import { addressOf } from "#lib/server/identify.ts";
import { route } from "#lib/server/route.ts";
import { changePassword } from "#lib/services/users/passwords.ts";

export const PUT = route(
  {
    summary: "Change one's own password; all other sessions end",
    tags: ["Me"],
    body: ChangePasswordBody,
    idempotency: "none",
  },
  ({ ctx, body, request }) => changePassword({ ctx, input: { ...body, address: addressOf(request.headers) } }),
);
