// The sidebar: what the role may open, in sections; collapses to icons.

import { NavLink } from "./nav-link.tsx";
import type { NavItem } from "./navigation.ts";
import { SidebarToggle } from "./sidebar-toggle.tsx";

export function Sidebar({ items }: { items: readonly NavItem[] }) {
  const sections = (["desk", "control"] as const)
    .map((section) => ({ section, items: items.filter((item) => item.section === section) }))
    .filter(({ items: own }) => own.length > 0);
  return (
    <nav
      aria-label="Main"
      className="no-print sticky top-(--header) flex h-[calc(100dvh-var(--header))] w-44 shrink-0 flex-col overflow-y-auto border-line border-r p-2 max-md:hidden icons:w-13"
    >
      {sections.map(({ section, items: own }, index) => (
        <ul key={section} className={index > 0 ? "mt-2 border-line border-t pt-2" : undefined}>
          {own.map((item) => (
            <li key={item.key}>
              <NavLink item={item} look="sidebar" />
            </li>
          ))}
        </ul>
      ))}
      <div className="mt-auto pt-2">
        <SidebarToggle />
      </div>
    </nav>
  );
}
