/** next-auth, told to keep nothing but a session id in its token and to ask our session table for everything else. */
import NextAuth, { type NextAuthOptions } from "next-auth";
import { isSecure } from "./session-token.ts";

export interface AuthParts {
  readonly url: string;
  readonly secret: string;
  readonly maxAgeSeconds: number;
  /** The id of a new session; null for any reason not to open one. */
  readonly signIn: (given: {
    readonly email: string;
    readonly password: string;
    readonly headers: Headers;
  }) => Promise<string | null>;
  /** Null when the session is over. */
  readonly readUser: (
    sessionId: string,
  ) => Promise<{ readonly id: string; readonly name: string; readonly role: string } | null>;
  readonly signOut: (sessionId: string) => Promise<void>;
}

export type AuthHandler = (request: Request, segment: { readonly params: Promise<unknown> }) => Promise<Response>;

type Factory = (options: NextAuthOptions) => AuthHandler;

export function createAuthHandler(parts: AuthParts): AuthHandler {
  // A CommonJS module: bundlers unwrap its default export, Node does not.
  const imported = NextAuth as unknown as Factory | { readonly default: Factory };
  const create = typeof imported === "function" ? imported : imported.default;
  return create(authOptions(parts));
}

export function authOptions({ url, secret, maxAgeSeconds, signIn, readUser, signOut }: AuthParts): NextAuthOptions {
  return {
    secret,
    useSecureCookies: isSecure(url),
    session: { strategy: "jwt", maxAge: maxAgeSeconds },
    pages: { signIn: "/sign-in", signOut: "/sign-out", error: "/sign-in", verifyRequest: "/sign-in" },
    providers: [
      {
        id: "credentials",
        name: "E-mail and password",
        type: "credentials",
        credentials: { email: {}, password: {} },
        options: {},
        async authorize(given, request) {
          const { email, password } = given ?? {};
          if (email === undefined || password === undefined) return null;
          const headers = new Headers(
            Object.entries(request.headers ?? {}).map(([name, value]): [string, string] => [name, String(value)]),
          );
          const id = await signIn({ email, password, headers });
          return id === null ? null : { id };
        },
      },
    ],
    callbacks: {
      jwt: ({ token, user }) => ({ sid: user === undefined ? token["sid"] : user.id }),
      async session({ session, token }) {
        const user = await readUser(String(token["sid"]));
        return { expires: user === null ? new Date(0).toISOString() : session.expires, user } as typeof session;
      },
      redirect: ({ url: wanted, baseUrl }) => within(wanted, baseUrl),
    },
    events: { signOut: ({ token }) => signOut(String(token["sid"])) },
  };
}

/** Only to pages of the host that was used: localhost stays localhost, and nobody is sent elsewhere. */
export function within(wanted: string, baseUrl: string): string {
  try {
    const target = new URL(wanted, baseUrl);
    return target.origin === new URL(baseUrl).origin ? target.href : baseUrl;
  } catch {
    return baseUrl;
  }
}
