"use client";
// One entry of the navigation; it alone needs to know where we are.
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cx } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";
import { isCurrent, type NavItem } from "./navigation.ts";

const LOOKS = {
  sidebar:
    "flex h-8 items-center gap-2.5 rounded-md px-2.5 text-muted hover:bg-raised hover:text-text focus-visible:-outline-offset-2 aria-[current]:bg-raised aria-[current]:font-semibold aria-[current]:text-text icons:justify-center icons:px-0",
  bar: "flex h-full min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-2xs text-muted focus-visible:-outline-offset-2 aria-[current]:font-semibold aria-[current]:text-text",
  menu: "flex min-h-11 items-center gap-3 rounded-md px-2 hover:bg-raised aria-[current]:font-semibold",
} as const;

export function NavLink({ item, look }: { item: NavItem; look: keyof typeof LOOKS }) {
  const current = isCurrent(item, usePathname());
  return (
    <Link
      href={item.href}
      title={look === "sidebar" ? item.label : undefined}
      aria-current={current ? "page" : undefined}
      className={cx("relative", LOOKS[look])}
    >
      {current && look === "bar" && <span aria-hidden="true" className="absolute inset-x-3 top-0 h-0.5 bg-text" />}
      <Icon name={item.icon} className={look === "bar" ? "size-5" : undefined} />
      <span className={look === "sidebar" ? "icons:sr-only" : undefined}>{item.label}</span>
    </Link>
  );
}
