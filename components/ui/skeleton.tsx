// Placeholders of the final size, so that nothing jumps when the figures come.

export function Skeleton({ width = "100%", height = "1em" }: { width?: string; height?: string }) {
  return <span aria-hidden="true" className="skeleton inline-block align-middle" style={{ width, height }} />;
}

export function TableSkeleton({ rows, columns, label }: { rows: number; columns: number; label: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows + 1 }, (_, row) => `row-${row}`).map((row, index) => (
        <div key={row} className="flex h-(--row) items-center gap-6 border-line border-b px-3 last:border-b-0">
          {Array.from({ length: columns }, (_, column) => `cell-${column}`).map((cell) => (
            <span key={cell} className="flex-1">
              <Skeleton width={index === 0 ? "40%" : "70%"} />
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}

export function BlockSkeleton({ height, label }: { height: string; label: string }) {
  return <div role="status" aria-label={label} className="skeleton w-full" style={{ height }} />;
}
