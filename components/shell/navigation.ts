// Every place one can go to, with the permission that opens it and the letter that jumps there after `g`.
import type { IconName } from "#components/ui/icon.tsx";

export interface NavItem {
  readonly key: string;
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  /** Any of these opens it; an empty list is open to everybody who is signed in. */
  readonly permissions: readonly string[];
  readonly letter: string;
  readonly section: "desk" | "control" | "own";
}

export const NAVIGATION: readonly NavItem[] = [
  {
    key: "portfolio",
    href: "/portfolio",
    label: "Portfolio",
    icon: "portfolio",
    permissions: ["portfolio:read"],
    letter: "p",
    section: "desk",
  },
  {
    key: "performance",
    href: "/performance",
    label: "Performance",
    icon: "performance",
    permissions: ["portfolio:read"],
    letter: "v",
    section: "desk",
  },
  {
    key: "trade",
    href: "/trade",
    label: "Trade",
    icon: "trade",
    permissions: ["portfolio:read"],
    letter: "t",
    section: "desk",
  },
  {
    key: "orders",
    href: "/orders",
    label: "Orders",
    icon: "orders",
    permissions: ["orders:read"],
    letter: "o",
    section: "desk",
  },
  {
    key: "trades",
    href: "/trades",
    label: "Trades",
    icon: "trades",
    permissions: ["orders:read"],
    letter: "e",
    section: "desk",
  },
  {
    key: "activities",
    href: "/activities",
    label: "Activities",
    icon: "activities",
    permissions: ["portfolio:read"],
    letter: "y",
    section: "desk",
  },
  {
    key: "imports",
    href: "/imports",
    label: "Imports",
    icon: "imports",
    permissions: ["portfolio:read"],
    letter: "i",
    section: "desk",
  },
  { key: "risk", href: "/risk", label: "Risk", icon: "risk", permissions: ["risk:read"], letter: "r", section: "desk" },
  {
    key: "calendar",
    href: "/calendar",
    label: "Calendar",
    icon: "calendar",
    permissions: ["portfolio:read"],
    letter: "c",
    section: "desk",
  },
  {
    key: "corporate-actions",
    href: "/corporate-actions",
    label: "Corporate actions",
    icon: "actions",
    permissions: ["portfolio:read"],
    letter: "n",
    section: "desk",
  },
  {
    key: "halts",
    href: "/halts",
    label: "Halts",
    icon: "halt",
    permissions: ["halts:read"],
    letter: "x",
    section: "control",
  },
  {
    key: "flags",
    href: "/flags",
    label: "Flags",
    icon: "flags",
    permissions: ["flags:read"],
    letter: "f",
    section: "control",
  },
  {
    key: "audit",
    href: "/audit",
    label: "Audit",
    icon: "audit",
    permissions: ["audit:read"],
    letter: "a",
    section: "control",
  },
  {
    key: "health",
    href: "/health",
    label: "Health",
    icon: "health",
    permissions: ["health:read"],
    letter: "h",
    section: "control",
  },
  {
    key: "jobs",
    href: "/jobs",
    label: "Jobs",
    icon: "jobs",
    permissions: ["jobs:read"],
    letter: "j",
    section: "control",
  },
  {
    key: "users",
    href: "/users",
    label: "Users",
    icon: "users",
    permissions: ["users:read"],
    letter: "u",
    section: "control",
  },
  {
    key: "api-keys",
    href: "/api-keys",
    label: "API keys",
    icon: "keys",
    permissions: ["keys:own", "keys:all"],
    letter: "k",
    section: "control",
  },
  {
    key: "accounts",
    href: "/accounts",
    label: "Accounts",
    icon: "accounts",
    permissions: [],
    letter: "w",
    section: "own",
  },
  {
    key: "settings",
    href: "/settings",
    label: "Settings",
    icon: "settings",
    permissions: [],
    letter: "s",
    section: "own",
  },
  { key: "about", href: "/about", label: "About", icon: "about", permissions: [], letter: "b", section: "own" },
];

/** The first four go into the phone's bar, the fifth place is More. */
const PHONE_KEYS = ["portfolio", "trade", "orders", "risk"];

export function visibleNavigation(permissions: readonly string[]): readonly NavItem[] {
  return NAVIGATION.filter(
    (item) => item.permissions.length === 0 || item.permissions.some((each) => permissions.includes(each)),
  );
}

export function phoneNavigation(items: readonly NavItem[]): { bar: readonly NavItem[]; more: readonly NavItem[] } {
  const bar = items.filter((item) => PHONE_KEYS.includes(item.key));
  return { bar, more: items.filter((item) => !bar.includes(item)) };
}

export function isCurrent(item: NavItem, pathname: string): boolean {
  return pathname === item.href || pathname.startsWith(`${item.href}/`);
}
