// Signing out by address, for links that only ask for it: it happens on the button, never by opening a page.
import type { Metadata } from "next";
import { LonelyPage } from "#components/shell/lonely-page.tsx";
import { Button } from "#components/ui/button.tsx";
import { signOutAction } from "#lib/server/sign-in-action.ts";

export const metadata: Metadata = { title: "Sign out" };

export default function SignOutPage() {
  return (
    <LonelyPage title="Sign out">
      <p className="mb-4 text-muted">Your other sessions stay open; the settings page ends them.</p>
      <form action={signOutAction}>
        <Button type="submit" variant="primary">
          Sign out
        </Button>
      </form>
    </LonelyPage>
  );
}
