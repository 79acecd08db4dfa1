// Choices that are links, because the choice lives in the URL: tabs, and one joined control for ranges such as 1D 1W 1M.
import Link from "next/link";
import { cx } from "./class-names.ts";

export interface TabItem {
  readonly href: string;
  readonly label: string;
  readonly count?: number | undefined;
  readonly current: boolean;
}

interface StripProps {
  readonly label: string;
  readonly items: readonly TabItem[];
}

interface StripLook {
  readonly mark: "page" | "true";
  readonly strip: string;
  readonly item: string;
  readonly current: string;
  readonly other: string;
}

const TABS: StripLook = {
  mark: "page",
  strip: "flex gap-1 border-line border-b",
  item: "-mb-px min-h-8 gap-1.5 border-b-2 px-2.5 pointer-coarse:min-h-11",
  current: "border-text font-semibold",
  other: "border-transparent text-muted hover:text-text",
};

const SEGMENTS: StripLook = {
  mark: "true",
  strip: "inline-flex rounded-md border border-line-strong",
  item: "min-h-6 min-w-8 justify-center border-line border-r px-2 text-xs last:border-r-0 pointer-coarse:min-h-10",
  current: "bg-text font-semibold text-bg",
  other: "hover:bg-raised",
};

function Strip({ label, items, look }: StripProps & { look: StripLook }) {
  return (
    <nav aria-label={label} className={cx("no-print overflow-x-auto", look.strip)}>
      {items.map(({ href, label: word, count, current }) => (
        <Link
          key={href}
          href={href}
          scroll={false}
          aria-current={current ? look.mark : undefined}
          className={cx(
            "inline-flex items-center whitespace-nowrap focus-visible:-outline-offset-2",
            look.item,
            current ? look.current : look.other,
          )}
        >
          {word}
          {count !== undefined && <span className="rounded-sm bg-raised px-1 text-2xs text-muted">{count}</span>}
        </Link>
      ))}
    </nav>
  );
}

export function Tabs(props: StripProps) {
  return <Strip {...props} look={TABS} />;
}

export function Segments(props: StripProps) {
  return <Strip {...props} look={SEGMENTS} />;
}
