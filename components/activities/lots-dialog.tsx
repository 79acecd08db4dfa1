"use client";
// Chooses which lots a sale takes, one by one; what is not chosen goes first in, first out.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { parseAmount } from "#components/format/parse-amount.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { addDecimals, compareDecimals, subtractDecimals } from "#components/format/string-decimal.ts";
import { formatUnitPrice } from "#components/format/unit-price.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/modal.tsx";
import { BlockSkeleton } from "#components/ui/skeleton.tsx";
import { saleLotsOptions } from "#lib/client/activities.ts";
import type { ActivityView } from "#lib/contracts/activity.ts";
import type { SaleLotsView } from "#lib/contracts/lot-assignment.ts";
import { assignLots } from "./activity-calls.ts";
import type { ActivitiesDeskProps } from "./desk-props.ts";

interface LotsDialogProps extends ActivitiesDeskProps {
  readonly activity: ActivityView;
  readonly onClose: () => void;
}

export function LotsDialog({ accountId, activity, hidden, onClose }: LotsDialogProps) {
  const { data: sale, error } = useQuery(saleLotsOptions(accountId, activity.id));
  return (
    <Dialog open onClose={onClose} title={`Lots that the sale of ${activity.day} takes`}>
      {sale === undefined ? (
        error === null ? (
          <BlockSkeleton height="8rem" label="Loading the lots" />
        ) : (
          <p className="text-halt">They could not be read just now: {error.message} No money moved.</p>
        )
      ) : (
        <LotsForm accountId={accountId} sale={sale} hidden={hidden} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface LotsFormProps {
  readonly accountId: string;
  readonly sale: SaleLotsView;
  readonly hidden: boolean;
  readonly onClose: () => void;
}

type Typed = { readonly [openingId: string]: string };

function LotsForm({ accountId, sale, hidden, onClose }: LotsFormProps) {
  const client = useQueryClient();
  const [typed, setTyped] = useState<Typed>(() => typedOf(sale));
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const { takes, chosen, problem } = readTakes(sale, typed);
  const rest = subtractDecimals(sale.quantity, chosen);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (sending || problem !== null) return;
    setSending(true);
    setRefused(null);
    const outcome = await assignLots(accountId, { closingId: sale.closingId, takes });
    setSending(false);
    if (!outcome.ok) return setRefused(outcome.sentence);
    for (const head of ["activities", "sale-lots", "lots", "positions", "portfolio", "performance"])
      void client.invalidateQueries({ queryKey: [head] });
    onClose();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <p>
        {formatQuantity(sale.quantity, { hidden })} {sale.symbol} were sold. Write how many come from which lot.
      </p>
      <table className="w-full">
        <caption className="sr-only">Lots that were open then, oldest first</caption>
        <thead>
          <tr className="text-muted text-xs">
            <th scope="col" className="text-left font-medium">
              Opened
            </th>
            <th scope="col" className="text-right font-medium">
              Price
            </th>
            <th scope="col" className="text-right font-medium">
              Open then
            </th>
            <th scope="col" className="w-28 text-right font-medium">
              Take
            </th>
          </tr>
        </thead>
        <tbody>
          {sale.openings.map((opening) => (
            <tr key={opening.openingId}>
              <td className="py-1">{opening.day}</td>
              <td className="py-1 text-right">{formatUnitPrice(opening.price)}</td>
              <td className="py-1 text-right">{formatQuantity(opening.openQuantity, { hidden })}</td>
              <td className="py-1 pl-3">
                <input
                  type="text"
                  inputMode="decimal"
                  autoComplete="off"
                  aria-label={`Take of the lot of ${opening.day}`}
                  placeholder="0"
                  value={typed[opening.openingId] ?? ""}
                  onChange={(event) => setTyped({ ...typed, [opening.openingId]: event.currentTarget.value })}
                  className="control text-right"
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p role="status" className={problem === null ? "text-muted" : "text-halt"}>
        {problem ??
          (compareDecimals(rest, "0") === 0
            ? "All of it is chosen."
            : `${formatQuantity(rest, { hidden })} not chosen: they go first in, first out.`)}
      </p>
      <p className="text-muted text-xs">
        Lots, cost and realised profit of {sale.symbol} are computed anew from here on. Cash does not change.
      </p>
      {sale.change !== null && sale.change.status !== "failed" && (
        <p role="status" className="rounded-md border border-info/60 bg-info-soft p-2">
          Lots of this account are being computed anew: {sale.change.done} of {sale.change.trades} trades. What is shown
          here is as it was before.
        </p>
      )}
      {sale.change?.status === "failed" && (
        <p className="rounded-md border border-warn/60 bg-warn-soft p-2">
          The lots that were chosen last could not be taken: {sale.change.failure}
        </p>
      )}
      {refused !== null && (
        <p role="alert" className="text-halt">
          {refused}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose} disabled={sending}>
          Keep as it is
        </Button>
        <Button
          type="submit"
          variant="primary"
          disabled={problem !== null}
          busyText={sending ? "Choosing…" : undefined}
        >
          Take these lots
        </Button>
      </div>
    </form>
  );
}

/** What was assigned before; without that, what the sale takes as things stand. */
function typedOf({ openings }: SaleLotsView): Typed {
  const assigned = openings.some(({ assigned: units }) => compareDecimals(units, "0") > 0);
  return Object.fromEntries(
    openings.flatMap((opening) => {
      const units = assigned ? opening.assigned : opening.taken;
      return compareDecimals(units, "0") > 0 ? [[opening.openingId, units]] : [];
    }),
  );
}

interface ReadTakes {
  readonly takes: readonly { readonly openingId: string; readonly quantity: string }[];
  readonly chosen: string;
  readonly problem: string | null;
}

function readTakes({ openings, quantity }: SaleLotsView, typed: Typed): ReadTakes {
  const takes: { openingId: string; quantity: string }[] = [];
  let chosen = "0";
  for (const { openingId, day, openQuantity } of openings) {
    const text = (typed[openingId] ?? "").trim();
    if (text === "") continue;
    const read = parseAmount(text);
    if (!read.ok) return { takes, chosen, problem: `Lot of ${day}: ${read.message}` };
    if (compareDecimals(read.value, openQuantity) > 0)
      return { takes, chosen, problem: `Lot of ${day}: only ${openQuantity} were open then.` };
    if (compareDecimals(read.value, "0") === 0) continue;
    takes.push({ openingId, quantity: read.value });
    chosen = addDecimals(chosen, read.value);
  }
  const over = compareDecimals(chosen, quantity) > 0;
  return { takes, chosen, problem: over ? `That is more than the ${quantity} that were sold.` : null };
}
