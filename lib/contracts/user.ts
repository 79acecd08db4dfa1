/** Users on the wire, for administrators. */
import { z } from "zod";
import { ROLES } from "#lib/domain/access/permissions.ts";
import { Id, Instant, pageOf, pageQuery } from "./common.ts";

export const Role = z.enum(ROLES).meta({ id: "Role" });

export const UserView = z
  .strictObject({
    id: Id,
    email: z.string(),
    name: z.string(),
    role: Role,
    status: z.enum(["active", "disabled"]),
    hasPassword: z.boolean().meta({ description: "False until the one-time link was used." }),
    version: z.int().meta({ description: "Give it back with a change: 409 says that somebody was faster." }),
    createdAt: Instant,
    lastSeenAt: Instant.nullable(),
  })
  .meta({ id: "User" });
export const UserPage = pageOf(UserView).meta({ id: "UserPage" });

export const UserParams = z.strictObject({ userId: Id });
export const UserQuery = z.strictObject(pageQuery);

const Reason = z.string().trim().min(1, "must say why").max(500);
const Version = z.int().min(1).max(2_147_483_647);
const Name = z.string().trim().min(1, "must not be empty").max(120);

export const CreateUserBody = z
  .strictObject({
    email: z.email("must be an e-mail address").max(254),
    name: Name,
    role: Role,
  })
  .meta({ id: "CreateUser" });

export const PasswordLinkView = z
  .strictObject({
    path: z.string().meta({ description: "Path of the desk; whoever opens it sets the password. Shown this once." }),
    expiresAt: Instant,
  })
  .meta({ id: "PasswordLink" });

export const UserCreatedView = z
  .strictObject({ user: UserView, setPassword: PasswordLinkView.nullable() })
  .meta({ id: "UserCreated" });

export const SetRoleBody = z.strictObject({ role: Role, version: Version, reason: Reason }).meta({ id: "SetRole" });

/** As the server action of the page takes it. */
export const SetRoleInput = SetRoleBody.extend({ userId: Id });

export const SetStatusBody = z
  .strictObject({ status: z.enum(["active", "disabled"]), version: Version, reason: Reason })
  .meta({ id: "SetStatus" });

interface UserLike {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: z.infer<typeof Role>;
  readonly status: "active" | "disabled";
  readonly hasPassword: boolean;
  readonly version: number;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
}

export type UserJson = z.infer<typeof UserView>;

export function userView(user: UserLike): UserJson {
  const { id, email, name, role, status, hasPassword, version, createdAt, lastSeenAt } = user;
  return {
    id,
    email,
    name,
    role,
    status,
    hasPassword,
    version,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  };
}

export function userPageView(page: { readonly items: readonly UserLike[]; readonly nextCursor: string | null }) {
  return { items: page.items.map(userView), nextCursor: page.nextCursor };
}

interface LinkLike {
  readonly path: string;
  readonly expiresAt: Date;
}

export function passwordLinkView({ path, expiresAt }: LinkLike): z.infer<typeof PasswordLinkView> {
  return { path, expiresAt: expiresAt.toISOString() };
}

export function userCreatedView({
  user,
  setPassword,
}: {
  readonly user: UserLike;
  readonly setPassword: LinkLike | null;
}) {
  return { user: userView(user), setPassword: setPassword === null ? null : passwordLinkView(setPassword) };
}
