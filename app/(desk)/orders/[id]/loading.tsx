// The story's own size while it comes.
import { Card } from "#components/ui/card.tsx";
import { BlockSkeleton, Skeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

export default function StoryLoading() {
  return (
    <>
      <div className="mb-3">
        <Skeleton width="18rem" height="1.5rem" />
      </div>
      <div className="grid items-start gap-3 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <Card title="Timeline">
          <BlockSkeleton height="22rem" label="Loading the timeline" />
        </Card>
        <Card flush>
          <TableSkeleton rows={6} columns={6} label="Loading the order's story" />
        </Card>
      </div>
    </>
  );
}
