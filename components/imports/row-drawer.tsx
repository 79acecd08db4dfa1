"use client";
// One row of a file in full: what was understood or what stood there, and what there is to say about it.
import { HIDDEN } from "#components/format/number-format.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldLine, FieldList } from "#components/ui/field-list.tsx";
import { Drawer } from "#components/ui/modal.tsx";
import type { ImportRowView, ImportView } from "#lib/contracts/import.ts";
import { problemText } from "./import-words.ts";
import { VerdictBadge } from "./row-columns.tsx";

interface RowDrawerProps {
  readonly row: ImportRowView;
  readonly kind: ImportView["kind"];
  readonly hidden: boolean;
  /** It could be mended, but this tab does not have the file's text. */
  readonly lost: boolean;
  readonly onMend: (() => void) | null;
  readonly onClose: () => void;
}

const NAMES: { readonly [field: string]: string } = {
  type: "Type",
  symbol: "Symbol",
  day: "Day",
  at: "Instant",
  seq: "Order in its day",
  quantity: "Quantity",
  price: "Price",
  gross: "Amount",
  fee: "Fee",
  ratioNew: "New units",
  ratioOld: "for old units",
  currency: "Currency",
  fxToBase: "Rate to the account's currency",
  externalId: "Its own id",
  close: "Close",
};
const AMOUNTS: ReadonlySet<string> = new Set(["quantity", "gross", "fee", "amount", "grossAmount"]);

export function RowDrawer({ row, hidden, lost, onMend, onClose }: RowDrawerProps) {
  const { value, cells, problems, warnings } = row;
  const fields = Object.entries(value ?? cells ?? {}).filter(([, text]) => text !== null && text !== "");
  return (
    <Drawer open title={`Row ${row.row}`} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <p className="flex flex-wrap items-center gap-2">
          <VerdictBadge verdict={row.verdict} />
          <span className="text-muted text-xs">begins on line {row.line} of the file</span>
        </p>
        {[...problems.map(problemText), ...warnings.map(({ detail }) => detail)].map((text) => (
          <p
            key={text}
            className={`rounded-md border p-2 ${problems.length > 0 ? "border-halt/60 bg-halt-soft" : "border-warn/60 bg-warn-soft"}`}
          >
            {text}
          </p>
        ))}
        <section>
          <h3 className="mb-1 font-semibold">{value === null ? "What stands there" : "What was understood"}</h3>
          <FieldList>
            {fields.map(([name, text]) => (
              <FieldLine key={name} name={NAMES[name] ?? name}>
                {hidden && AMOUNTS.has(name) ? HIDDEN : String(text)}
              </FieldLine>
            ))}
          </FieldList>
        </section>
        {onMend !== null && (
          <div>
            <Button variant="primary" data-autofocus="" onClick={onMend}>
              Mend this row…
            </Button>
          </div>
        )}
        {row.verdict === "refused" && lost && (
          <p className="text-muted">This tab no longer has the file. Choose it again to mend rows here.</p>
        )}
      </div>
    </Drawer>
  );
}
