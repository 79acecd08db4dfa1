// The accounts one may see: what is in them, which market they are bound to, and one's place on each.
import { formatMoney, readMoney } from "#components/format/money.ts";
import { AccountModeBadge } from "#components/shell/account-mode.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Figure } from "#components/ui/figure.tsx";
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
        <span className="inline-flex items-center gap-2 font-semibold">
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
        <Figure
          reading={readMoney(row.equity, {
            currency: row.currency,
            hidden,
            cause: `No price for ${row.missingPrices.join(", ")}`,
          })}
        />
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
    { key: "market", header: "Market", cell: (row) => (row.kind === "paper" ? row.marketSource : "") },
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
