// The orders page's own size while its figures come.
import { Card, PageHead } from "#components/ui/card.tsx";
import { BlockSkeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

export default function OrdersLoading() {
  return (
    <>
      <PageHead title="Orders" note="Every order of the account, refused ones too." />
      <Card flush>
        <BlockSkeleton height="6.5rem" label="Loading the filters" />
        <TableSkeleton rows={14} columns={10} label="Loading orders" />
      </Card>
    </>
  );
}
