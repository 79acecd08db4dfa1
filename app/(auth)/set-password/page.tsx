// Where a one-time link leads: a first password, or a new one.
import type { Metadata } from "next";
import { LonelyPage } from "#components/shell/lonely-page.tsx";
import { SetPasswordForm } from "#components/sign-in/set-password-form.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { setFirstPassword } from "./actions.ts";

export const metadata: Metadata = { title: "Set password" };

interface SetPasswordPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default withRequestId(async function SetPasswordPage({ searchParams }: SetPasswordPageProps) {
  const { token } = await searchParams;
  if (typeof token !== "string") {
    return (
      <LonelyPage title="This link is not whole">
        <p className="mb-4 text-muted">Open it again exactly as it was given to you, or ask an admin for a new one.</p>
        <LinkButton href="/sign-in">Go to sign-in</LinkButton>
      </LonelyPage>
    );
  }
  return (
    <LonelyPage title="Set your password">
      <p className="mb-4 text-muted">The link works once and for 24 hours.</p>
      <SetPasswordForm action={setFirstPassword} token={token} />
    </LonelyPage>
  );
});
