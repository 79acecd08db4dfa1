// What the account is made of, as bars by symbol; widths are CSS from the decimal strings.
import { formatPercent } from "#components/format/percent.ts";

export interface AllocationPart {
  readonly label: string;
  /** Share of equity as a fraction. */
  readonly fraction: string;
  /** The amount as text; leave out when balances are hidden. */
  readonly amount?: string | undefined;
  readonly kind?: "position" | "cash";
}

export function AllocationBars({ parts }: { parts: readonly AllocationPart[] }) {
  return (
    <ul className="grid grid-cols-[auto_minmax(3rem,1fr)_auto_auto] items-center gap-x-2.5 gap-y-1.5">
      {parts.map((part) => (
        <li key={part.label} className="contents">
          <span className="font-medium">{part.label}</span>
          <span aria-hidden="true" className="block h-3 overflow-hidden rounded-sm bg-raised">
            <span
              className={part.kind === "cash" ? "block h-full bg-line-strong" : "block h-full bg-text/75"}
              style={{ width: `clamp(0%, calc(${part.fraction} * 100%), 100%)` }}
            />
          </span>
          <span className="text-right">{formatPercent(part.fraction, { places: 1 })}</span>
          <span className="text-right text-muted">{part.amount}</span>
        </li>
      ))}
    </ul>
  );
}
