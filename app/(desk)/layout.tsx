// The frame of every signed-in page: who is here, which account, whether it can trade, and whether the figures move.
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { HaltButton } from "#components/halts/halt-button.tsx";
import { haltScopes } from "#components/halts/halt-scope.ts";
import { AppShell } from "#components/shell/app-shell.tsx";
import { readPreferences } from "#components/shell/preferences.ts";
import { LiveStatus } from "#components/status/live-status.tsx";
import { MarketClock } from "#components/status/market-clock.tsx";
import { SignOutButton } from "#components/status/sign-out-button.tsx";
import { StatusLine } from "#components/status/status-line.tsx";
import { statusFigures } from "#components/status/status-text.ts";
import { marketNow, marketNowOptions } from "#lib/client/calendar.ts";
import { toCalendarView } from "#lib/contracts/calendar.ts";
import { toTradingStatusView } from "#lib/contracts/risk.ts";
import { type PageContext, pageContext } from "#lib/server/page-context.ts";
import { signOutAction } from "#lib/server/sign-in-action.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { listInstruments } from "#lib/services/instruments/list-instruments.ts";
import { getCalendar } from "#lib/services/market/get-calendar.ts";
import { getTradingStatus } from "#lib/services/status/get-trading-status.ts";
import { Hydrated } from "./hydrated.tsx";
import { DeskProviders } from "./providers.tsx";

async function readStatus({ ctx, account }: PageContext, hidden: boolean) {
  if (account === null) return null;
  const status = await getTradingStatus({ ctx, input: { accountId: account.id } });
  return statusFigures(toTradingStatusView(status), hidden);
}

export default withRequestId(async function DeskLayout({ children }: { children: ReactNode }) {
  const [page, jar] = await Promise.all([pageContext(), cookies()]);
  const preferences = readPreferences((name) => jar.get(name)?.value);
  const { zone, hideBalances, theme, letterKeys } = preferences;
  const [status, calendar, instruments] = await Promise.all([
    readStatus(page, hideBalances),
    getCalendar({ ctx: page.ctx, input: {} }),
    listInstruments({ ctx: page.ctx, input: { limit: 200 } }),
  ]);
  const { user, account } = page;
  const accounts = page.accounts.map(({ id, name, kind }) => ({
    id,
    name,
    mode: kind,
    href: `/accounts/use?id=${id}`,
  }));
  const words = {
    zone,
    currency: account?.currency ?? "USD",
    permissions: user.permissions,
    book: account?.kind === "book",
  };
  return (
    <DeskProviders accountId={account?.id ?? null}>
      <Hydrated queries={[{ key: marketNowOptions().queryKey, data: marketNow(toCalendarView(calendar)) }]}>
        <AppShell
          user={user}
          permissions={user.permissions}
          account={accounts.find(({ id }) => id === account?.id) ?? null}
          accounts={accounts}
          theme={theme}
          letterKeys={letterKeys}
          live={<LiveStatus zone={zone} />}
          marketClock={status === null ? null : <MarketClock initial={status} zone={zone} />}
          status={
            <StatusLine
              initial={status}
              words={words}
              hidden={hideBalances}
              mayOpen={user.permissions.includes("accounts:open")}
            />
          }
          halt={<HaltButton scopes={haltScopes({ permissions: user.permissions, account })} />}
          signOut={<SignOutButton action={signOutAction} />}
          symbols={instruments.items.map(({ symbol, name }) => ({ symbol, name }))}
        >
          {children}
        </AppShell>
      </Hydrated>
    </DeskProviders>
  );
});
