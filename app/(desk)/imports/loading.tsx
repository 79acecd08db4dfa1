// The imports page's own size while it is on the way.
import { Card, PageHead } from "#components/ui/card.tsx";
import { BlockSkeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

export default function ImportsLoading() {
  return (
    <>
      <PageHead title="Imports" />
      <Card className="mb-3">
        <BlockSkeleton height="14rem" label="Loading the form" />
      </Card>
      <Card flush>
        <TableSkeleton rows={5} columns={7} label="Loading imports" />
      </Card>
    </>
  );
}
