// The cookie's token: opened by us, by nobody else, and never more than a session id.
import { decode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { authOptions, within } from "./next-auth.ts";
import { openSessionToken, sealSessionToken, sessionCookieName, sessionCookieOptions } from "./session-token.ts";

const SECRET = "Zp3vTq8LwYc1RmXb5KsN0dHf7GjUe2Ao";
const ID = "01890a5d-ac96-774b-bcce-b302099a8057";

describe("the session token", () => {
  it("gives back the id, and holds nothing else", async () => {
    const token = await sealSessionToken(ID, SECRET, 60);
    expect(await openSessionToken(token, SECRET)).toBe(ID);
    expect(Object.keys((await decode({ token, secret: SECRET })) ?? {}).toSorted()).toEqual([
      "exp",
      "iat",
      "jti",
      "sid",
    ]);
  });

  it("opens under no other secret, when changed, or when too old", async () => {
    const token = await sealSessionToken(ID, SECRET, 60);
    expect(await openSessionToken(token, `${SECRET}x`)).toBeNull();
    expect(await openSessionToken(`${token.slice(0, -2)}AA`, SECRET)).toBeNull();
    expect(await openSessionToken(await sealSessionToken(ID, SECRET, -60), SECRET)).toBeNull();
    expect(await openSessionToken(await sealSessionToken("not an id", SECRET, 60), SECRET)).toBeNull();
  });

  it("travels in a cookie that scripts cannot read, over https only where the desk has it", () => {
    expect(sessionCookieName("http://localhost:3000")).toBe("next-auth.session-token");
    expect(sessionCookieName("https://desk.test")).toBe("__Secure-next-auth.session-token");
    expect(sessionCookieOptions("https://desk.test", 60)).toEqual({
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      secure: true,
      maxAge: 60,
    });
  });
});

describe("next-auth", () => {
  const options = authOptions({
    url: "http://localhost:3000",
    secret: SECRET,
    maxAgeSeconds: 60,
    signIn: () => Promise.resolve(ID),
    readUser: () => Promise.resolve(null),
    signOut: () => Promise.resolve(),
  });

  it("keeps the session id alone in its token", async () => {
    type Jwt = NonNullable<NonNullable<typeof options.callbacks>["jwt"]>;
    const token = { name: "Ava", email: "ava@example.test", sub: ID };
    const made = await options.callbacks?.jwt?.({ token, user: { id: ID }, account: null } as Parameters<Jwt>[0]);
    expect(made).toEqual({ sid: ID });
  });

  it("shows only our own pages, and leads only to the host that was used", () => {
    expect(Object.values(options.pages ?? {}).every((page) => page?.startsWith("/sign-"))).toBe(true);
    expect(within("/orders", "http://127.0.0.1:3000")).toBe("http://127.0.0.1:3000/orders");
    for (const bad of ["https://evil.test/x", "//evil.test", "http://localhost:3000/x"]) {
      expect(within(bad, "http://127.0.0.1:3000")).toBe("http://127.0.0.1:3000");
    }
  });
});
