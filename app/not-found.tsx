// The page for addresses that lead nowhere, and for things of other people, which look the same.
import type { Metadata } from "next";
import { LonelyPage } from "#components/shell/lonely-page.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <LonelyPage title="There is nothing here">
      <p className="mb-4 text-muted">
        The address is wrong, the thing is gone, or it belongs to an account you are not a member of. Nothing was
        changed.
      </p>
      <LinkButton href="/" variant="primary">
        Go to the desk
      </LinkButton>
    </LonelyPage>
  );
}
