// The performance page's own size while its report comes.
import { PageHead } from "#components/ui/card.tsx";
import { BlockSkeleton } from "#components/ui/skeleton.tsx";

export default function LoadingPerformance() {
  return (
    <div className="flex flex-col gap-3">
      <PageHead title="Performance" />
      <BlockSkeleton height="4rem" label="The report's choices are loading" />
      <BlockSkeleton height="9rem" label="Returns are loading" />
      <BlockSkeleton height="19rem" label="The curves are loading" />
      <BlockSkeleton height="16rem" label="Positions are loading" />
    </div>
  );
}
