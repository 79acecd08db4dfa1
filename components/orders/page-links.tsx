// The way through a list by cursor: on to older rows, and back to the newest.
import { LinkButton } from "#components/ui/link-button.tsx";

interface PageLinksProps {
  readonly label: string;
  /** Null on the first page. */
  readonly firstHref: string | null;
  /** Null on the last page. */
  readonly nextHref: string | null;
}

export function PageLinks({ label, firstHref, nextHref }: PageLinksProps) {
  if (firstHref === null && nextHref === null) return null;
  return (
    <nav aria-label={label} className="no-print flex justify-between gap-2 border-line border-t px-3 py-2">
      <span>{firstHref !== null && <LinkButton href={firstHref}>Newest</LinkButton>}</span>
      <span>{nextHref !== null && <LinkButton href={nextHref}>Older</LinkButton>}</span>
    </nav>
  );
}
