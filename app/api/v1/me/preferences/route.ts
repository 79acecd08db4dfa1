// PUT: how the caller wants the desk to look.
import { PreferencesBody } from "#lib/contracts/me.ts";
import { route } from "#lib/server/route.ts";
import { setPreferences } from "#lib/services/users/me.ts";

export const PUT = route(
  {
    summary: "Change how the desk looks for the caller",
    tags: ["Me"],
    body: PreferencesBody,
    answer: PreferencesBody,
    idempotency: "none",
  },
  ({ ctx, body }) => setPreferences({ ctx, input: given(body) }),
);

function given(body: { readonly [key: string]: string | boolean | undefined }): {
  readonly [key: string]: string | boolean;
} {
  return Object.fromEntries(
    Object.entries(body).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
