// Signing in: the one page that strangers see.
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { LonelyPage } from "#components/shell/lonely-page.tsx";
import { SignInForm } from "#components/sign-in/sign-in-form.tsx";
import { DemoPeople, NoUsersYet } from "#components/sign-in/sign-in-notes.tsx";
import { isSignedIn } from "#lib/server/page-context.ts";
import { safeNext } from "#lib/server/safe-next.ts";
import { signInAction } from "#lib/server/sign-in-action.ts";
import { signInNotes } from "#lib/server/sign-in-notes.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default withRequestId(async function SignInPage({ searchParams }: SignInPageProps) {
  const [search, signedIn, { people, noUsers }] = await Promise.all([searchParams, isSignedIn(), signInNotes()]);
  const next = safeNext(search["next"]);
  if (signedIn) redirect(next);
  return (
    <LonelyPage title="Sign in">
      {search["password"] === "set" && (
        <p role="status" className="mb-4 rounded-md border border-line bg-panel px-3 py-2">
          Your password is set. Sign in with it.
        </p>
      )}
      {noUsers ? <NoUsersYet /> : <SignInForm action={signInAction} next={next === "/" ? "/portfolio" : next} />}
      {people.length > 0 && <DemoPeople people={people} />}
    </LonelyPage>
  );
});
