/** What the verbs of signing in and of users need besides the ordinary context. */
import type { PasswordHasher } from "#lib/ports/password-hasher.ts";
import type { Context } from "./context.ts";

export interface AccessRules {
  /** A session ends after so long without a request. */
  readonly sessionIdleMinutes: number;
  /** And after so long in any case. */
  readonly sessionMaxHours: number;
  /** Failed sign-ins for one account in fifteen minutes, and from one address in a minute, before it is asked to wait. */
  readonly signInFailuresMax: number;
}

export interface AccessContext extends Context {
  readonly passwords: PasswordHasher;
  readonly accessRules: AccessRules;
}

export interface AccessVerb<Input> {
  readonly ctx: AccessContext;
  readonly input: Input;
}
