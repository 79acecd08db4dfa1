// The activities page's own size while its figures come.
import { Card, PageHead } from "#components/ui/card.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";

export default function ActivitiesLoading() {
  return (
    <>
      <PageHead title="Activities" note="Everything that happened to the account, as booked." />
      <Card flush>
        <TableSkeleton rows={16} columns={8} label="Loading activities" />
      </Card>
    </>
  );
}
