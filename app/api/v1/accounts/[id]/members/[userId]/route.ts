/** Somebody's place on an account. */
import { MemberBody, MemberParams, MemberView, toMemberView } from "#lib/contracts/account.ts";
import { type AccountId, asId, type UserId } from "#lib/domain/shared/ids.ts";
import { route } from "#lib/server/route.ts";
import { setMember } from "#lib/services/accounts/set-member.ts";

export const PUT = route(
  {
    summary: "Give, change or take away a place on an account",
    tags: ["Accounts"],
    permission: "accounts:open",
    params: MemberParams,
    body: MemberBody,
    answer: MemberView,
    view: toMemberView,
  },
  ({ ctx, params, body }) =>
    setMember({
      ctx,
      input: { accountId: asId<AccountId>(params.id), userId: asId<UserId>(params.userId), role: body.role },
    }),
);
