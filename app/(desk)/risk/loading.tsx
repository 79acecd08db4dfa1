// The risk page's shape while its figures are on the way.
import { PageHead } from "#components/ui/card.tsx";
import { BlockSkeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

export default function LoadingRisk() {
  return (
    <>
      <PageHead title="Risk" />
      <div className="mb-3 grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        {["Exposure", "Day's loss", "Drawdown", "Halts"].map((name) => (
          <BlockSkeleton key={name} height="8rem" label={`${name} is loading`} />
        ))}
      </div>
      <TableSkeleton rows={5} columns={6} label="Limits are loading" />
    </>
  );
}
