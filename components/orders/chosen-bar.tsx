// What can be done with the rows that are chosen; takes no room while none is.
import { Button } from "#components/ui/button.tsx";
import { countOrders } from "./cancel-plan.ts";

interface ChosenBarProps {
  readonly count: number;
  /** What became of the last thing that was done. */
  readonly said: string | null;
  readonly onCancel: () => void;
  readonly onClear: () => void;
}

export function ChosenBar({ count, said, onCancel, onClear }: ChosenBarProps) {
  return (
    <div className="no-print flex flex-wrap items-center gap-2 border-line border-b px-3 py-1.5 empty:hidden has-[>[role=status]:only-child:empty]:hidden">
      <span role="status" className="text-xs empty:sr-only">
        {count > 0 ? `${countOrders(count)} chosen` : said}
      </span>
      {count > 0 && (
        <>
          <Button size="small" variant="danger" onClick={onCancel}>
            Cancel {countOrders(count)}…
          </Button>
          <Button size="small" variant="quiet" onClick={onClear}>
            Choose none
          </Button>
        </>
      )}
    </div>
  );
}
