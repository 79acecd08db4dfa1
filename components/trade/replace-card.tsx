"use client";
// The question over the chart before an order is replaced: old and new price and what it is worth; then the server's word.
import { type ReactNode, useEffect, useRef } from "react";
import { formatMoney } from "#components/format/money.ts";
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { Button } from "#components/ui/button.tsx";
import type { ChartLine, Proposal } from "./chart-lines.ts";
import { replacementOf } from "./move-line.ts";

interface ReplaceCardProps {
  readonly line: ChartLine;
  readonly proposal: Proposal;
  /** Why it was not done. */
  readonly trouble: string | null;
  readonly tick: string;
  readonly currency: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export function ReplaceCard({ line, proposal, trouble, tick, currency, onConfirm, onClose }: ReplaceCardProps) {
  const { phase, y } = proposal;
  const change = replacementOf(line, proposal.price);
  const button = useRef<HTMLButtonElement>(null);
  const leave = useRef<HTMLButtonElement>(null);
  const dropped = y !== null;
  useEffect(() => {
    // A drag leaves the focus nowhere: Enter and Esc belong to the question now. Keys stay on the line they move.
    if (dropped && phase === "asking") button.current?.focus();
    // The button that was pressed is gone with its question.
    if (phase === "refused" && document.activeElement === document.body) leave.current?.focus();
  }, [dropped, phase]);
  if (change === null) return null;
  const write = (value: string) =>
    change.unit === "percent" ? `${formatQuantity(value)} %` : formatPrice(value, { tick });
  const busy = phase === "sending" || phase === "checking";
  return (
    <div
      role="dialog"
      aria-label={`Replace ${line.order.side} ${line.order.symbol}`}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !busy) onClose();
      }}
      // Beside where the line was let go, within the picture.
      style={{ top: `clamp(2rem, ${Math.round((y ?? 0) - 40)}px, 14rem)` }}
      className="absolute left-2 z-10 flex w-[min(19rem,calc(100%-5rem))] flex-col gap-2 rounded-lg border border-line-strong bg-panel p-2.5 text-xs"
    >
      <p className="font-semibold">
        Replace: {line.label}, {line.order.symbol}
      </p>
      <dl className="grid grid-cols-[1fr_auto_auto_auto] items-baseline gap-x-2 gap-y-0.5" aria-live="polite">
        <Pair name={change.name} before={write(change.before)} after={write(change.after)} />
        {change.name === "Trail" && (
          <Pair name="Stop" before={formatPrice(line.price, { tick })} after={formatPrice(proposal.price, { tick })} />
        )}
        {change.value !== null && (
          <Pair
            name="Value"
            before={formatMoney(change.value.before)}
            after={formatMoney(change.value.after, { currency })}
          />
        )}
      </dl>
      {phase === "checking" && (
        <p role="status" className="text-warn">
          Sent, no answer yet; checking. It is not sent again.
        </p>
      )}
      {phase === "refused" ? (
        <div role="alert" className="flex flex-col gap-2 text-halt">
          <p>{trouble ?? "It was not done."}</p>
          <div>
            <Button ref={leave} size="small" onClick={onClose}>
              Leave it as it was
            </Button>
          </div>
        </div>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button
            ref={button}
            size="small"
            variant="primary"
            busyText={phase === "sending" ? "Sending…" : phase === "checking" ? "Checking…" : undefined}
            onClick={onConfirm}
          >
            {`Replace at ${write(change.after)}`}
          </Button>
          {!busy && (
            <Button size="small" onClick={onClose}>
              Put it back
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function Pair({ name, before, after }: { name: string; before: ReactNode; after: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="text-right">{before}</dd>
      <dd aria-hidden="true">→</dd>
      <dd className="text-right font-semibold">{after}</dd>
    </>
  );
}
