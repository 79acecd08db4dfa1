// The frame of every signed-in page. It knows no data: the layout hands it what to show.
import Link from "next/link";
import type { ReactNode } from "react";
import { AccountSwitcher, type ShellAccount } from "./account-switcher.tsx";
import { Brand } from "./brand.tsx";
import { CommandCentre } from "./command-centre.tsx";
import { visibleNavigation } from "./navigation.ts";
import { PhoneBar } from "./phone-bar.tsx";
import type { Theme } from "./preferences.ts";
import { Sidebar } from "./sidebar.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";
import { type ShellUser, UserMenu } from "./user-menu.tsx";

export interface AppShellProps {
  readonly user: ShellUser;
  readonly permissions: readonly string[];
  readonly account: ShellAccount | null;
  readonly accounts: readonly ShellAccount[];
  readonly theme: Theme;
  readonly letterKeys: boolean;
  /** The live indicator, fed by the stream. */
  readonly live: ReactNode;
  /** "NYSE open, closes 16:00 ET" or "Simulated market, always open". */
  readonly marketClock: ReactNode;
  /** The halt button, for who may use it. */
  readonly halt?: ReactNode;
  /** A StatusSentence. */
  readonly status: ReactNode;
  readonly signOut: ReactNode;
  /** Symbols the palette can jump to. */
  readonly symbols?: readonly { readonly symbol: string; readonly name: string }[];
  readonly children: ReactNode;
}

export function AppShell(props: AppShellProps) {
  const { user, permissions, account, accounts, theme, letterKeys, live, marketClock, halt, status, signOut } = props;
  const items = visibleNavigation(permissions);
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="no-print absolute top-1 left-1 z-50 -translate-y-20 rounded-md bg-text px-3 py-2 text-bg focus:translate-y-0"
      >
        Skip to content
      </a>
      <header className="no-print sticky top-0 z-30 flex h-(--header) items-center gap-2 border-line border-b bg-panel px-2 md:gap-4 md:px-4">
        <Link href={items[0]?.href ?? "/accounts"} aria-label="Ballast, start page" className="rounded-md">
          <Brand />
        </Link>
        <AccountSwitcher current={account} accounts={accounts} />
        <span className="max-md:hidden">{live}</span>
        <span className="truncate text-muted text-xs max-lg:hidden">{marketClock}</span>
        <div className="ml-auto flex items-center gap-1 md:gap-2">
          <CommandCentre items={items} letterKeys={letterKeys} symbols={props.symbols ?? []} />
          {halt}
          <span className="max-md:hidden">
            <ThemeToggle theme={theme} />
          </span>
          <UserMenu user={user} items={items} signOut={signOut} />
        </div>
      </header>
      <div className="flex flex-1">
        <Sidebar items={items} />
        <div className="flex min-w-0 flex-1 flex-col">
          <section aria-label="Desk status" className="no-print">
            {status}
            <div className="flex items-center justify-between gap-3 border-line border-b px-3 py-1 md:hidden">
              {live}
              <span className="truncate text-muted text-xs">{marketClock}</span>
            </div>
          </section>
          <main
            id="content"
            tabIndex={-1}
            className="min-w-0 flex-1 p-3 pb-[calc(var(--phone-bar)+20px)] outline-none md:p-4 print:p-0"
          >
            {props.children}
          </main>
        </div>
      </div>
      <PhoneBar items={items} />
    </div>
  );
}
