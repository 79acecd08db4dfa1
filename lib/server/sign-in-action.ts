"use server";
/** Signing in and out, and setting a first password, as plain form posts: they work without JavaScript, so they answer with a redirect. */
import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import { signOut } from "#lib/services/sessions/end-sessions.ts";
import { signIn } from "#lib/services/sign-in/sign-in.ts";
import { setPassword } from "#lib/services/users/passwords.ts";
import { anonymousContext, contextFor } from "./context.ts";
import { addressOf, identify, type ReadableHeaders } from "./identify.ts";
import { limited, quotaFor } from "./limits.ts";
import { problemFrom } from "./problem.ts";
import { requestIdOf } from "./request-id.ts";
import { safeNext } from "./safe-next.ts";
import { type Services, services } from "./services.ts";
import { clearSessionCookie, setSessionCookie } from "./session-cookie.ts";

export interface SignInFormState {
  readonly error: string | null;
  readonly email: string;
}

export async function signInAction(state: SignInFormState, form: FormData): Promise<SignInFormState> {
  const after = await signInHereAction(state, form);
  if (after.error !== null) return after;
  redirect(safeNext(form.get("next")));
}

/** Signs in and stays on the page: for an open ticket that must not be lost. */
export async function signInHereAction(_: SignInFormState, form: FormData): Promise<SignInFormState> {
  const email = textOf(form, "email", 254);
  const head = await headers();
  const requestId = requestIdOf(head);
  try {
    const built = await services();
    const input = {
      email,
      password: textOf(form, "password", 200),
      address: addressOf(head),
      userAgent: head.get("user-agent"),
    };
    // Failures are what is counted here, per account and address, in the verb.
    const session = await signIn({ ctx: anonymousContext({ requestId }, built), input });
    await endFormerSession(head, requestId, built);
    await setSessionCookie(session.sessionId, built.settings);
  } catch (error) {
    unstable_rethrow(error);
    return { error: await sentenceOf(error, requestId), email };
  }
  return { error: null, email };
}

export async function signOutAction(): Promise<void> {
  const [built, head] = await Promise.all([services(), headers()]);
  await endFormerSession(head, requestIdOf(head), built);
  await clearSessionCookie(built.settings);
  redirect("/sign-in");
}

export interface SetPasswordState {
  readonly error: string | null;
}

/** The form has `token` and `password`; afterwards one signs in with it. */
export async function setPasswordAction(_: SetPasswordState, form: FormData): Promise<SetPasswordState> {
  const head = await headers();
  const requestId = requestIdOf(head);
  try {
    const built = await services();
    const quota = quotaFor(null, "write", addressOf(head), built.settings);
    const verdict = await built.limiter.consume(quota.policy, quota.subject);
    if (!verdict.allowed) throw limited(quota, verdict);
    const input = { token: textOf(form, "token", 100), password: textOf(form, "password", 300) };
    await setPassword({ ctx: anonymousContext({ requestId }, built), input });
  } catch (error) {
    unstable_rethrow(error);
    return { error: await sentenceOf(error, requestId) };
  }
  redirect("/sign-in?password=set");
}

/** Whoever signs in again leaves no open session behind. */
async function endFormerSession(head: ReadableHeaders, requestId: string, built: Services): Promise<void> {
  const { principal } = await identify(head, requestId, built, { touch: false });
  if (principal?.kind === "session") await signOut({ ctx: contextFor(principal, { requestId }, built) });
}

async function sentenceOf(error: unknown, requestId: string): Promise<string> {
  const { problem, unexpected } = problemFrom(error, { requestId, instance: "/sign-in" });
  if (!unexpected) return problem.detail;
  (await services()).log.error({ err: error, requestId }, "signing in failed");
  return `${problem.detail} (${requestId})`;
}

function textOf(form: FormData, name: string, max: number): string {
  const value = form.get(name);
  return typeof value === "string" ? value.slice(0, max) : "";
}
