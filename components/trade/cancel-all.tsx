"use client";
// Cancels every open order of the account, after naming how many and how much.
import { Suspense, useState } from "react";
import { formatMoney } from "#components/format/money.ts";
import { Button } from "#components/ui/button.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import type { OrderView } from "#lib/contracts/order.ts";
import { totalOpenValue } from "./open-value.ts";

const ConfirmDialog = lazyPart(async () => (await import("#components/ui/confirm-dialog.tsx")).ConfirmDialog);

interface CancelAllProps {
  readonly orders: readonly OrderView[];
  readonly currency: string;
  readonly lastPrice: (symbol: string) => string | undefined;
  /** Resolves to a sentence when something went wrong, to null when it was done. */
  readonly onCancelAll: () => Promise<string | null>;
}

export function CancelAll({ orders, currency, lastPrice, onCancelAll }: CancelAllProps) {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const count = orders.length;
  const noun = count === 1 ? "1 order" : `${count} orders`;
  if (count === 0 && !open) return null;
  return (
    <>
      <Button
        size="small"
        onClick={() => {
          setAsked(true);
          setOpen(true);
        }}
      >
        {count === 1 ? "Cancel 1 order" : `Cancel all ${count}`}
      </Button>
      {asked && (
        <Suspense fallback={null}>
          <ConfirmDialog
            open={open}
            onClose={() => setOpen(false)}
            title="Cancel all open orders"
            effect={effectOf(orders, currency, lastPrice)}
            confirmLabel={`Cancel ${noun}`}
            busyLabel="Canceling…"
            onConfirm={onCancelAll}
          />
        </Suspense>
      )}
    </>
  );
}

function effectOf(orders: readonly OrderView[], currency: string, lastPrice: CancelAllProps["lastPrice"]): string {
  const value = totalOpenValue(orders, lastPrice);
  const noun = orders.length === 1 ? "1 open order" : `${orders.length} open orders`;
  const worth = value === null ? "" : ` worth ${formatMoney(value, { currency })}`;
  return `${noun}${worth} will be canceled. What is already filled stays, and a fill may still come first.`;
}
