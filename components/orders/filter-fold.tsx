"use client";
// On a phone the filters wait behind a button, so that the list is what one sees first.
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";

interface FilterFoldProps {
  /** Filters that hold are never hidden. */
  readonly startOpen: boolean;
  readonly children: ReactNode;
}

export function FilterFold({ startOpen, children }: FilterFoldProps) {
  const [open, setOpen] = useState(startOpen);
  return (
    <>
      <div className="no-print border-line border-b px-3 py-2 wide:hidden">
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name="filter" />
          {open ? "Hide filters" : "Filters"}
        </Button>
      </div>
      <div className={cx(!open && "phone:hidden")}>{children}</div>
    </>
  );
}
