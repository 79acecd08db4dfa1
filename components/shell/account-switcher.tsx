// Which account the desk shows, with its mode always in sight, and the way to another one.
import Link from "next/link";
import { Icon } from "#components/ui/icon.tsx";
import { MENU_ITEM, Popover } from "#components/ui/popover.tsx";
import { type AccountMode, AccountModeBadge } from "./account-mode.tsx";

export interface ShellAccount {
  readonly id: string;
  readonly name: string;
  readonly mode: AccountMode;
  /** Where choosing it leads. */
  readonly href: string;
}

interface AccountSwitcherProps {
  readonly current: ShellAccount | null;
  readonly accounts: readonly ShellAccount[];
}

export function AccountSwitcher({ current, accounts }: AccountSwitcherProps) {
  if (current === null) return <span className="text-muted">No account</span>;
  return (
    <Popover
      triggerClassName="inline-flex min-h-8 min-w-0 items-center gap-2 rounded-md px-1.5 hover:bg-raised pointer-coarse:min-h-10"
      trigger={
        <>
          <span className="sr-only">Account</span>
          <span className="max-w-40 truncate font-medium max-md:max-w-24">{current.name}</span>
          <AccountModeBadge mode={current.mode} />
          <Icon name="chevron-down" className="size-3.5 text-muted" />
        </>
      }
    >
      <ul>
        {accounts.map((account) => (
          <li key={account.id}>
            {/* A whole new desk: a plain navigation, so that the frame around the page is asked for again too. */}
            <a href={account.href} aria-current={account.id === current.id ? "true" : undefined} className={MENU_ITEM}>
              <Icon name="check" className={account.id === current.id ? undefined : "invisible"} />
              <span className="flex-1 truncate">{account.name}</span>
              <AccountModeBadge mode={account.mode} />
            </a>
          </li>
        ))}
        <li className="mt-1 border-line border-t pt-1">
          <Link href="/accounts" className={MENU_ITEM}>
            <Icon name="accounts" />
            All accounts
          </Link>
        </li>
      </ul>
    </Popover>
  );
}
