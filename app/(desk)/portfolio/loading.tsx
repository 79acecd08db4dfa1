// The portfolio's shape while its figures are on the way.
import { BlockSkeleton } from "#components/ui/skeleton.tsx";

export default function LoadingPortfolio() {
  return (
    <div className="flex flex-col gap-3">
      <h1 className="font-semibold text-lg leading-tight">Portfolio</h1>
      <BlockSkeleton height="4.5rem" label="Equity is loading" />
      <div className="grid gap-3 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <BlockSkeleton height="19rem" label="The equity curve is loading" />
        <BlockSkeleton height="12rem" label="The allocation is loading" />
      </div>
      <BlockSkeleton height="16rem" label="Positions are loading" />
    </div>
  );
}
