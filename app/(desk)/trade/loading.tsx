// The trade page before its figures: the same boxes at their final size.
import { Card } from "#components/ui/card.tsx";
import { BlockSkeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 md:grid-cols-[minmax(0,1fr)_19rem] xl:grid-cols-[14rem_minmax(0,1fr)_19rem]">
      <Card title="Watch" className="h-56 overflow-hidden xl:h-auto">
        <TableSkeleton rows={10} columns={2} label="Loading prices" />
      </Card>
      <Card flush>
        <BlockSkeleton height="30rem" label="Loading the chart" />
      </Card>
      <div className="max-md:hidden md:col-start-2 md:row-span-3 md:row-start-1 xl:col-start-3 xl:row-span-2">
        <Card title="Ticket">
          <BlockSkeleton height="24rem" label="Loading the ticket" />
        </Card>
      </div>
      <div className="min-w-0 xl:col-span-2">
        <Card flush>
          <TableSkeleton rows={3} columns={6} label="Loading orders" />
        </Card>
      </div>
    </div>
  );
}
