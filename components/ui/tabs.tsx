// Tabs that are links, because the choice lives in the URL.
import Link from "next/link";
import { cx } from "./class-names.ts";

export interface TabItem {
  readonly href: string;
  readonly label: string;
  readonly count?: number | undefined;
  readonly current: boolean;
}

export function Tabs({ label, items }: { label: string; items: readonly TabItem[] }) {
  return (
    <nav aria-label={label} className="no-print flex gap-1 overflow-x-auto border-line border-b">
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          scroll={false}
          aria-current={item.current ? "page" : undefined}
          className={cx(
            "-mb-px inline-flex min-h-8 items-center gap-1.5 whitespace-nowrap border-b-2 px-2.5 pointer-coarse:min-h-11",
            "focus-visible:-outline-offset-2",
            item.current ? "border-text font-semibold" : "border-transparent text-muted hover:text-text",
          )}
        >
          {item.label}
          {item.count !== undefined && (
            <span className="rounded-sm bg-raised px-1 text-2xs text-muted">{item.count}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}

/** The same choice as one joined control, for ranges such as 1D 1W 1M. */
export function Segments({ label, items }: { label: string; items: readonly TabItem[] }) {
  return (
    <nav aria-label={label} className="no-print inline-flex overflow-x-auto rounded-md border border-line-strong">
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          scroll={false}
          aria-current={item.current ? "true" : undefined}
          className={cx(
            "inline-flex min-h-6 min-w-8 items-center justify-center whitespace-nowrap border-line border-r px-2 text-xs last:border-r-0 pointer-coarse:min-h-10",
            "focus-visible:-outline-offset-2",
            item.current ? "bg-text font-semibold text-bg" : "hover:bg-raised",
          )}
        >
          {item.label}
        </Link>
      ))}
    </nav>
  );
}
