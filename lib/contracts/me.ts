/** The caller on the wire: who they are, what they may do, and how they want the desk to look. */
import { z } from "zod";
import { PERMISSIONS } from "#lib/domain/access/permissions.ts";
import { type UserJson, UserView, userView } from "./user.ts";

const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, "must be an IANA time zone such as Europe/Berlin")
  .meta({ description: "IANA name", example: "Europe/Berlin" });

export const PreferencesBody = z
  .strictObject({
    theme: z.enum(["system", "light", "dark"]).optional(),
    palette: z.enum(["blue-orange", "green-red", "red-up"]).optional(),
    density: z.enum(["compact", "comfortable"]).optional(),
    zone: TimeZone.optional(),
    hideBalances: z.boolean().optional(),
    letterKeys: z.boolean().optional(),
  })
  .meta({ id: "Preferences", description: "What is left out stays as it is." });

export const MeView = z
  .strictObject({
    user: UserView,
    by: z.enum(["session", "api_key"]).meta({ description: "How the caller proved who they are." }),
    permissions: z.array(z.enum(PERMISSIONS)),
    preferences: z.record(z.string(), z.union([z.string(), z.boolean()])),
  })
  .meta({ id: "Me" });

export const ChangePasswordBody = z
  .strictObject({
    currentPassword: z.string().min(1, "must not be empty").max(200),
    newPassword: z.string().min(1, "must not be empty").max(200),
  })
  .meta({ id: "ChangePassword" });

interface MeLike {
  readonly user: Parameters<typeof userView>[0];
  readonly by: "session" | "api_key";
  readonly permissions: readonly (typeof PERMISSIONS)[number][];
  readonly preferences: { readonly [key: string]: string | boolean };
}

export function meView({ user, by, permissions, preferences }: MeLike): z.infer<typeof MeView> & { user: UserJson } {
  return { user: userView(user), by, permissions: [...permissions], preferences: { ...preferences } };
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
