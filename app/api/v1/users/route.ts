// GET: the desk's users. POST: a new one, with a one-time link for the password.
import {
  CreateUserBody,
  UserCreatedView,
  UserPage,
  UserQuery,
  userCreatedView,
  userPageView,
} from "#lib/contracts/user.ts";
import { route } from "#lib/server/route.ts";
import { createUser } from "#lib/services/users/create-user.ts";
import { listUsers } from "#lib/services/users/list-users.ts";

export const GET = route(
  {
    summary: "List users",
    tags: ["Users"],
    permission: "users:read",
    query: UserQuery,
    answer: UserPage,
    view: userPageView,
  },
  ({ ctx, query }) => listUsers({ ctx, input: query }),
);

export const POST = route(
  {
    summary: "Make a user; the answer has a one-time link with which they set their password",
    tags: ["Users"],
    permission: "users:edit",
    body: CreateUserBody,
    status: 201,
    answer: UserCreatedView,
    view: userCreatedView,
    // The answer holds the link and personal data: it is not kept.
    idempotency: "none",
  },
  ({ ctx, body }) => createUser({ ctx, input: body }),
);
