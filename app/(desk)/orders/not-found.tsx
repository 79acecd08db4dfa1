// An order that does not exist and one of somebody else's account look the same.
import { Card, PageHead } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

export default function OrderNotFound() {
  return (
    <>
      <PageHead title="No such order" />
      <Card>
        <EmptyState
          kind="forbidden"
          title="There is no such order"
          action={{ href: "/orders", label: "Show your orders" }}
        >
          The address is wrong, or the order belongs to an account you are not a member of. Orders themselves are never
          deleted.
        </EmptyState>
      </Card>
    </>
  );
}
