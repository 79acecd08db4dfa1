// In place of a list that is not there yet, or could not be had.
import { Button } from "#components/ui/button.tsx";
import { ErrorPanel } from "#components/ui/error-panel.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";

interface MissingListProps {
  /** "orders". */
  readonly what: string;
  readonly error: Error | null;
  readonly retry: () => void;
}

export function MissingList({ what, error, retry }: MissingListProps) {
  if (error === null) return <TableSkeleton rows={10} columns={8} label={`Loading ${what}`} />;
  return (
    <div className="p-3">
      <ErrorPanel
        what={`The ${what} could not be loaded.`}
        money="Loading a list moves no money."
        todo={error.message}
        action={<Button onClick={retry}>Try again</Button>}
      />
    </div>
  );
}
