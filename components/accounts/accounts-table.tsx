// The accounts one may see: what is in them, which market they are bound to, and one's place on each.
import { marketWord } from "#components/format/market-source.ts";
import { formatMoney, readMoney } from "#components/format/money.ts";
import { formatDay } from "#components/format/time.ts";
import { AccountModeBadge } from "#components/shell/account-mode.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Figure } from "#components/ui/figure.tsx";
import { OlderPriceBadge } from "#components/ui/older-price-badge.tsx";
import { type Column, RowActions, Table } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { AccountView } from "#lib/contracts/account.ts";

interface AccountsTableProps {
  readonly accounts: readonly AccountView[];
  readonly currentId: string | null;
  readonly selectedId: string | undefined;
  readonly zone: string;
  readonly hidden: boolean;
  /** What the account's id is put after. */
  readonly rowHref: string;
}

/** Marks an equity that rests on other prices than quotes; which ones is in the hint, and in the drawer. */
function OlderPrices({ prices }: { readonly prices: AccountView["olderPrices"] }) {
  const worst = prices.find(({ kind }) => kind === "trade") ?? prices[0];
  if (worst === undefined) return null;
  const all = prices
    .map(
      ({ symbol, kind, day }) => `${symbol} by its ${kind === "close" ? "close" : "last trade"} of ${formatDay(day)}`,
    )
    .join(", ");
  return (
    <>
      <OlderPriceBadge kind={worst.kind} day={null} title={all} />
      <span className="sr-only">{all}</span>
    </>
  );
}

function missingCause({ missingPrices }: AccountView): string {
  return missingPrices.length === 0 ? "Its figures are being made" : `No price for ${missingPrices.join(", ")}`;
}

const USE =
  "inline-flex min-h-6 items-center rounded-md border border-line-strong px-2 text-xs hover:bg-raised pointer-coarse:min-h-9";

export function AccountsTable({ accounts, currentId, selectedId, zone, hidden, rowHref }: AccountsTableProps) {
  const money = (value: string | null, row: AccountView) => formatMoney(value, { currency: row.currency, hidden });
  const columns: readonly Column<AccountView>[] = [
    {
      key: "name",
      header: "Account",
      phone: "lead",
      cell: (row) => (
        <span className="inline-flex items-center gap-x-2 gap-y-0.5 font-semibold phone:flex-wrap phone:whitespace-normal">
          {row.name}
          <AccountModeBadge mode={row.kind} />
          {row.status === "closed" && <Badge>closed</Badge>}
        </span>
      ),
    },
    {
      key: "equity",
      header: "Equity",
      align: "end",
      phone: "trail",
      cell: (row) => (
        <span className="inline-flex items-center justify-end gap-x-1.5">
          {row.equity !== null && <OlderPrices prices={row.olderPrices} />}
          <Figure reading={readMoney(row.equity, { currency: row.currency, hidden, cause: missingCause(row) })} />
        </span>
      ),
    },
    { key: "cash", header: "Cash", align: "end", cell: (row) => money(row.cash, row) },
    { key: "held", header: "Held", align: "end", cell: (row) => (row.kind === "paper" ? money(row.held, row) : "") },
    {
      key: "power",
      header: "Buying power",
      align: "end",
      phone: "subtrail",
      cell: (row) => (row.kind === "paper" ? money(row.buyingPower, row) : ""),
    },
    { key: "orders", header: "Open orders", align: "end", cell: (row) => row.openOrders },
    { key: "market", header: "Market", cell: (row) => (row.kind === "paper" ? marketWord(row.marketSource) : "") },
    { key: "role", header: "You are", phone: "sub", cell: (row) => row.role ?? "not a member" },
    { key: "opened", header: "Opened", cell: (row) => <TimeText at={row.openedAt} zone={zone} style="date" /> },
    {
      key: "use",
      header: "",
      headerTitle: "Actions",
      align: "end",
      cell: (row) =>
        row.id === currentId ? (
          <Badge tone="info" shape="check">
            in use
          </Badge>
        ) : row.role === null ? null : (
          <RowActions>
            {/* A whole new desk: a plain link, so that every part of the page is asked for again. */}
            <a href={`/accounts/use?id=${row.id}`} className={USE}>
              Use this account
            </a>
          </RowActions>
        ),
    },
  ];
  return (
    <Table
      caption="Accounts"
      columns={columns}
      rows={accounts}
      rowKey={(row) => row.id}
      rowHref={(row) => `${rowHref}${row.id}`}
      rowLabel={(row) => `${row.name} ${row.kind.toUpperCase()}${row.status === "closed" ? " closed" : ""}, details`}
      selectedKey={selectedId}
      density="comfortable"
    />
  );
}
