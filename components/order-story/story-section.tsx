// One part of the story: on screen only the chosen one, on paper all of them, one below the other.
import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { cx } from "#components/ui/class-names.ts";

interface StorySectionProps {
  readonly title: string;
  readonly note?: string;
  readonly current: boolean;
  readonly flush?: boolean;
  readonly children: ReactNode;
}

export function StorySection({ title, note, current, flush = false, children }: StorySectionProps) {
  return (
    <Card
      title={title}
      aside={note === undefined ? undefined : <span className="text-muted text-xs">{note}</span>}
      flush={flush}
      className={cx(!current && "hidden print:block", "print:mt-3")}
    >
      {children}
    </Card>
  );
}

/** What a part says when there is nothing in it. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="px-3 py-6 text-center text-muted">{children}</p>;
}

export interface StoryPartProps {
  readonly current: boolean;
  readonly zone: string;
  readonly currency: string;
  readonly hidden: boolean;
}
