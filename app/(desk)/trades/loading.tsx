// The trades page's own size while its figures come.
import { Card, PageHead } from "#components/ui/card.tsx";
import { BlockSkeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

export default function TradesLoading() {
  return (
    <>
      <PageHead title="Trades" note="Every fill of the account, as booked." />
      <Card flush>
        <BlockSkeleton height="8rem" label="Loading the totals" />
        <TableSkeleton rows={14} columns={9} label="Loading trades" />
      </Card>
    </>
  );
}
