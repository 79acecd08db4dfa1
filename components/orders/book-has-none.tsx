// What a page about orders says of a book, which has none: where its history is, and how it comes in.
import { Card, PageHead } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

interface BookHasNoneProps {
  readonly title: string;
  readonly name: string;
  /** What a book is without, "no orders". */
  readonly without: string;
}

export function BookHasNone({ title, name, without }: BookHasNoneProps) {
  return (
    <>
      <PageHead title={title} />
      <Card>
        <EmptyState
          kind="forbidden"
          title={`${name} is a book, which has ${without}`}
          action={{ href: "/activities", label: "Look at its activities" }}
        >
          What it bought and sold elsewhere is among its activities. Choose a paper account above to trade.
        </EmptyState>
      </Card>
    </>
  );
}
