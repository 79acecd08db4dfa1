// A bordered panel with an optional head; borders instead of shadows.
import type { ReactNode } from "react";
import { cx } from "./class-names.ts";

interface CardProps {
  readonly title?: string;
  /** Stands at the right of the head: a badge, a link, a switch. */
  readonly aside?: ReactNode;
  /** Flush cards carry a table or chart that touches the border. */
  readonly flush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Card({ title, aside, flush = false, className, children }: CardProps) {
  return (
    <section className={cx("min-w-0 rounded-lg border border-line bg-panel", className)}>
      {(title !== undefined || aside !== undefined) && (
        <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-line border-b px-3 py-1">
          {title !== undefined && <h2 className="font-semibold">{title}</h2>}
          {aside}
        </div>
      )}
      <div className={flush ? undefined : "p-3"}>{children}</div>
    </section>
  );
}

interface StatProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly note?: ReactNode;
}

/** One figure with its name above it; use inside a `<dl>`. */
export function Stat({ label, children, note }: StatProps) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="font-semibold text-lg leading-snug">{children}</dd>
      {note !== undefined && <dd className="text-muted text-xs">{note}</dd>}
    </div>
  );
}

/** A page's name, with its actions beside it. */
export function PageHead({ title, note, children }: { title: string; note?: ReactNode; children?: ReactNode }) {
  return (
    <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        <h1 className="font-semibold text-lg leading-tight">{title}</h1>
        {note !== undefined && <p className="text-muted text-xs">{note}</p>}
      </div>
      {children !== undefined && <div className="no-print flex flex-wrap items-center gap-2">{children}</div>}
    </div>
  );
}
