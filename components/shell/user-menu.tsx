// The person's own menu: accounts, settings, about, and the way out.
import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { MENU_ITEM, Popover } from "#components/ui/popover.tsx";
import type { NavItem } from "./navigation.ts";

export interface ShellUser {
  readonly name: string;
  readonly email: string;
  readonly role: string;
}

interface UserMenuProps {
  readonly user: ShellUser;
  readonly items: readonly NavItem[];
  /** A form with the sign-out action; style its button with MENU_ITEM. */
  readonly signOut: ReactNode;
}

export function UserMenu({ user, items, signOut }: UserMenuProps) {
  return (
    <Popover
      label={`Signed in as ${user.name}. Your menu`}
      align="end"
      triggerClassName="inline-flex min-h-8 items-center gap-1 rounded-md px-1.5 hover:bg-raised pointer-coarse:min-h-10"
      trigger={
        <>
          <Icon name="user" className="md:hidden" />
          <span className="max-w-28 truncate max-md:sr-only">{user.name}</span>
          <Icon name="chevron-down" className="size-3.5 text-muted max-md:hidden" />
        </>
      }
    >
      <div className="border-line border-b px-2 pt-1 pb-2">
        <p className="font-semibold">{user.name}</p>
        <p className="break-all text-muted text-xs">{user.email}</p>
        <p className="text-muted text-xs">Role: {user.role}</p>
      </div>
      <ul className="py-1">
        {items
          .filter((item) => item.section === "own")
          .map((item) => (
            <li key={item.key}>
              <Link href={item.href} className={MENU_ITEM}>
                <Icon name={item.icon} />
                {item.label}
              </Link>
            </li>
          ))}
      </ul>
      <div className="border-line border-t pt-1">{signOut}</div>
    </Popover>
  );
}
