// The columns of an import's rows: what was understood, and what there is to say about it.
import { HIDDEN } from "#components/format/number-format.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { isPlainDecimal } from "#components/format/string-decimal.ts";
import { formatUnitPrice } from "#components/format/unit-price.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { type Column, RowActions } from "#components/ui/table.tsx";
import type { ImportRowView, ImportView } from "#lib/contracts/import.ts";
import { fieldsOf, problemText, VERDICT_LOOKS } from "./import-words.ts";

interface RowColumnsOptions {
  readonly kind: ImportView["kind"];
  readonly hidden: boolean;
  /** Null where rows cannot be mended. */
  readonly onMend: ((row: ImportRowView) => void) | null;
  /** Mended since the check. */
  readonly unchecked: ReadonlySet<number>;
}

export function rowColumns({ kind, hidden, onMend, unchecked }: RowColumnsOptions): readonly Column<ImportRowView>[] {
  // What was understood is written as everywhere; what could not be read stands as it is.
  const written = (value: string | null, write: (value: string) => string) => {
    if (value === null) return "";
    return hidden ? HIDDEN : isPlainDecimal(value) ? write(value) : value;
  };
  const amount = (value: string | null) => written(value, (plain) => formatUnitPrice(plain));
  const activities: readonly Column<ImportRowView>[] = [
    { key: "type", header: "Type", cell: (row) => fieldsOf(row).type },
    {
      key: "quantity",
      header: "Quantity",
      align: "end",
      cell: (row) => written(fieldsOf(row).quantity, formatQuantity),
    },
    {
      key: "price",
      header: "Price",
      align: "end",
      roomy: true,
      cell: (row) => fieldsOf(row).price ?? fieldsOf(row).ratio,
    },
    { key: "amount", header: "Amount", align: "end", phone: "subtrail", cell: (row) => amount(fieldsOf(row).amount) },
    { key: "fee", header: "Fee", align: "end", roomy: true, cell: (row) => amount(fieldsOf(row).fee) },
  ];
  const prices: readonly Column<ImportRowView>[] = [
    { key: "price", header: "Close", align: "end", phone: "subtrail", cell: (row) => fieldsOf(row).price },
  ];
  return [
    {
      key: "row",
      header: "Row",
      phone: "lead",
      cell: (row) => (
        <>
          {row.row.toLocaleString("en-US")}
          <span className="wide:hidden">
            . {fieldsOf(row).type} {fieldsOf(row).symbol}
          </span>
        </>
      ),
    },
    {
      key: "verdict",
      header: "Verdict",
      phone: "trail",
      cell: (row) =>
        unchecked.has(row.row) ? <Badge tone="info">mended, not checked</Badge> : <VerdictBadge {...row} />,
    },
    { key: "day", header: "Day", phone: "sub", cell: (row) => fieldsOf(row).day },
    { key: "symbol", header: "Symbol", cell: (row) => <span className="font-semibold">{fieldsOf(row).symbol}</span> },
    ...(kind === "prices" ? prices : activities),
    { key: "currency", header: "Currency", roomy: true, cell: (row) => fieldsOf(row).currency },
    { key: "says", header: "What there is to say", cell: (row) => <Says row={row} onMend={onMend} /> },
  ];
}

export function VerdictBadge({ verdict }: Pick<ImportRowView, "verdict">) {
  const { word, tone, shape } = VERDICT_LOOKS[verdict];
  return (
    <Badge tone={tone} shape={shape}>
      {word}
    </Badge>
  );
}

function Says({ row, onMend }: { readonly row: ImportRowView; readonly onMend: RowColumnsOptions["onMend"] }) {
  const texts = [...row.problems.map(problemText), ...row.warnings.map(({ detail }) => detail)];
  const refused = row.verdict === "refused";
  if (texts.length === 0) return null;
  return (
    <span className="flex items-center gap-2">
      <span
        title={texts.join("\n")}
        className={`line-clamp-2 min-w-0 max-w-[min(34rem,38vw)] whitespace-normal py-1 ${refused ? "text-halt" : "text-warn"}`}
      >
        {texts.join("; ")}
      </span>
      {refused && onMend !== null && (
        <RowActions>
          <Button size="small" onClick={() => onMend(row)}>
            Mend…
          </Button>
        </RowActions>
      )}
    </span>
  );
}
