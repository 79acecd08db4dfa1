// One account in full: its figures, who may do what on it, and a deposit for who may make one.
import type { ReactNode } from "react";
import { marketWord } from "#components/format/market-source.ts";
import { formatMoney } from "#components/format/money.ts";
import { formatUnitPrice } from "#components/format/unit-price.ts";
import { OlderPriceBadge } from "#components/ui/older-price-badge.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { AccountView } from "#lib/contracts/account.ts";
import { BooksSection } from "./books-section.tsx";
import { type DepositAction, DepositForm } from "./deposit-form.tsx";
import { type Member, MembersList } from "./members-list.tsx";
import { TradingSection } from "./trading-section.tsx";

interface AccountDrawerProps {
  readonly account: AccountView;
  readonly members: readonly Member[];
  readonly self: string;
  readonly zone: string;
  readonly hidden: boolean;
  /** Null for who may not deposit. */
  readonly deposit: DepositAction | null;
  readonly mayEditTrading: boolean;
  readonly mayEditBooks: boolean;
}

export function AccountDrawer(props: AccountDrawerProps) {
  const { account, members, self, zone, hidden, deposit, mayEditTrading, mayEditBooks } = props;
  const { currency, kind } = account;
  const money = (value: string | null) => formatMoney(value, { currency, hidden });
  const trades: readonly (readonly [string, ReactNode])[] = [
    ["Held for working orders", money(account.held)],
    ["Credit it may use", money(account.credit)],
    ["Buying power", money(account.buyingPower)],
    ["Market, for good", marketWord(account.marketSource)],
  ];
  const lines: readonly (readonly [string, ReactNode])[] = [
    ["Equity", money(account.equity)],
    ...account.olderPrices.map(({ symbol, kind: from, day, price }): readonly [string, ReactNode] => [
      `${symbol} is valued by`,
      <span key={symbol} className="inline-flex flex-wrap items-center justify-end gap-x-1.5">
        <OlderPriceBadge kind={from} day={day} />
        {formatUnitPrice(price)}
      </span>,
    ]),
    [kind === "paper" ? "Cash, holds included" : "Cash", money(account.cash)],
    ...(kind === "paper" ? trades : []),
    ["Opened", <TimeText key="opened" at={account.openedAt} zone={zone} />],
  ];
  return (
    <div className="flex flex-col gap-5">
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
        {lines.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="text-right">{value}</dd>
          </div>
        ))}
      </dl>
      {account.kind === "paper" && (
        <TradingSection
          key={`trading ${account.id}`}
          account={account}
          rules={{ ...account.trading, version: account.version }}
          mayEdit={mayEditTrading && account.status === "active"}
        />
      )}
      <BooksSection
        key={`books ${account.id}`}
        account={account}
        mayEdit={account.role !== null && account.role !== "viewer" && account.status === "active" && mayEditBooks}
      />
      {deposit !== null && account.kind === "paper" && account.status === "active" && (
        <section>
          <h3 className="mb-2 font-semibold">Deposit paper money</h3>
          <DepositForm account={account} deposit={deposit} />
        </section>
      )}
      <section>
        <h3 className="font-semibold">Members</h3>
        <MembersList members={members} self={self} />
      </section>
    </div>
  );
}
