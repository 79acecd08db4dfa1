// The shape of a page that is one list, while it is on the way.
import { Card, PageHead } from "./card.tsx";
import { TableSkeleton } from "./skeleton.tsx";

export function ListLoading({ title, rows = 8, columns }: { title: string; rows?: number; columns: number }) {
  return (
    <>
      <PageHead title={title} />
      <Card flush>
        <div data-density="comfortable">
          <TableSkeleton rows={rows} columns={columns} label={`${title}: loading`} />
        </div>
      </Card>
    </>
  );
}
