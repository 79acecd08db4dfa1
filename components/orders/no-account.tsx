// What a list of an account says when there is no account to list.
import { Card, PageHead } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

export function NoAccount({ title, mayOpen }: { title: string; mayOpen: boolean }) {
  return (
    <>
      <PageHead title={title} />
      <Card>
        {mayOpen ? (
          <EmptyState
            kind="unused"
            title="No account yet"
            action={{ href: "/accounts?open=new", label: "Open a paper account" }}
          >
            Orders and trades belong to an account. Give it a name and a deposit, and trade.
          </EmptyState>
        ) : (
          <EmptyState
            kind="forbidden"
            title="No account to look at"
            action={{ href: "/settings", label: "Go to settings" }}
          >
            Your role may look at accounts but not open one. Ask an account's owner to make you a member.
          </EmptyState>
        )}
      </Card>
    </>
  );
}
