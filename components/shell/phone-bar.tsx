"use client";
// The bottom bar of a phone: four places and More.
import { usePathname } from "next/navigation";
import { useState } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { Drawer } from "#components/ui/modal.tsx";
import { NavLink } from "./nav-link.tsx";
import { isCurrent, type NavItem, phoneNavigation } from "./navigation.ts";

export function PhoneBar({ items }: { items: readonly NavItem[] }) {
  const [open, setOpen] = useState(false);
  const pathname = usePathname();
  const { bar, more } = phoneNavigation(items);
  return (
    <nav
      aria-label="Main, bottom"
      className="no-print fixed inset-x-0 bottom-0 z-30 flex h-[calc(var(--phone-bar)+env(safe-area-inset-bottom))] border-line border-t bg-panel pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {bar.map((item) => (
        <NavLink key={item.key} item={item} look="bar" />
      ))}
      <button
        type="button"
        aria-current={more.some((item) => isCurrent(item, pathname)) || undefined}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="flex h-full flex-1 flex-col items-center justify-center gap-0.5 text-2xs text-muted focus-visible:-outline-offset-2 aria-[current]:font-semibold aria-[current]:text-text"
      >
        <Icon name="more" className="size-5" />
        More
      </button>
      <Drawer open={open} onClose={() => setOpen(false)} title="Go to">
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: closes after a link inside was followed, by key or touch alike */}
        <ul onClick={() => setOpen(false)}>
          {more.map((item) => (
            <li key={item.key}>
              <NavLink item={item} look="menu" />
            </li>
          ))}
        </ul>
      </Drawer>
    </nav>
  );
}
