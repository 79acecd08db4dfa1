// Stands in for a page that the person's role does not open, with the way back to what it does.
import { Card, PageHead } from "./card.tsx";
import { EmptyState } from "./empty-state.tsx";

interface NotPermittedProps {
  readonly title: string;
  /** Who may see it: "admins". */
  readonly who: string;
}

export function NotPermitted({ title, who }: NotPermittedProps) {
  return (
    <>
      <PageHead title={title} />
      <Card>
        <EmptyState
          kind="forbidden"
          title={`Only ${who} can open this page`}
          action={{ href: "/portfolio", label: "Go to the portfolio" }}
        >
          Ask an admin for another role if you need it.
        </EmptyState>
      </Card>
    </>
  );
}
