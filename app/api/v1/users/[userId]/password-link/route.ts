// POST: a one-time link for somebody who has forgotten their password.
import { PasswordLinkView, passwordLinkView, UserParams } from "#lib/contracts/user.ts";
import { route } from "#lib/server/route.ts";
import { issuePasswordLink } from "#lib/services/users/passwords.ts";

export const POST = route(
  {
    summary: "Make a one-time link with which a user sets a new password",
    tags: ["Users"],
    permission: "users:edit",
    params: UserParams,
    status: 201,
    answer: PasswordLinkView,
    view: passwordLinkView,
    idempotency: "none",
  },
  ({ ctx, params }) => issuePasswordLink({ ctx, input: params }),
);
