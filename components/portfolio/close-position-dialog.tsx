"use client";
// Closes one position in part or whole: what is traded and worth first, the orders that are canceled for it, then the server's word.
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useRequestKey } from "#components/accounts/use-request-key.ts";
import { formatMoney } from "#components/format/money.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { compareDecimals, multiplyDecimals } from "#components/format/string-decimal.ts";
import { orderInWords } from "#components/ticket/order-words.ts";
import { AmountField } from "#components/ui/amount-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Dialog } from "#components/ui/modal.tsx";
import type { OrderView } from "#lib/contracts/order.ts";
import { closePosition, forgetFigures } from "./close-calls.ts";
import { type ClosePart, closingSide, freeUnits, ordersInTheWay, readClose, unitsOf } from "./close-plan.ts";
import { InTheWay } from "./in-the-way.tsx";
import type { FigureStyle, PositionFigures } from "./portfolio-figures.ts";
import { useOpenOrders } from "./use-open-orders.ts";

interface ClosePositionProps {
  readonly accountId: string;
  /** With its quantity, hidden or not: what is not known cannot be closed in part. */
  readonly position: PositionFigures;
  readonly quantity: string;
  readonly figureStyle: FigureStyle;
  readonly onClose: () => void;
}

export function ClosePositionDialog(props: ClosePositionProps) {
  const { accountId, position, quantity, figureStyle, onClose } = props;
  const { symbol, tickSize, quote } = position;
  const { currency, hidden } = figureStyle;
  const queries = useQueryClient();
  const requestKey = useRequestKey();
  const [part, setPart] = useState<ClosePart>({ kind: "all" });
  const [cancelOrders, setCancelOrders] = useState(true);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [sent, setSent] = useState<OrderView | null>(null);
  const open = useOpenOrders(accountId, symbol);
  const read = readClose(quantity, part);
  const side = closingSide(quantity);
  // As long as enough is free, no order is canceled for it.
  const enough = open !== null && read.ok && isFree(freeUnits(quantity, open), read.intent.quantity);
  const blocking = open === null ? null : enough ? [] : ordersInTheWay(open, side);
  const terms = { tick: tickSize, currency };

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || !read.ok) return;
    const body = { accountId, ...read.intent.body, cancelOrders: cancelOrders && !enough };
    setBusy(true);
    setTrouble(null);
    const outcome = await closePosition(symbol, body, requestKey.keyFor(`${symbol} ${JSON.stringify(body)}`));
    setBusy(false);
    forgetFigures(queries, accountId);
    if (!outcome.ok) {
      // A refusal is an answer: pressing again after it is another attempt.
      if (outcome.problem !== null) requestKey.forget();
      return setTrouble(outcome.sentence);
    }
    setSent(outcome.value);
  }

  if (sent !== null) {
    return (
      <Dialog open onClose={onClose} title={`Closing ${symbol}`}>
        <p role="status">Sent: {hidden ? `${side} ${symbol}, market` : orderInWords(sent, terms)}.</p>
        <div className="mt-3 flex flex-wrap justify-end gap-2">
          <LinkButton href={`/orders/${sent.id}`}>Its story</LinkButton>
          <Button variant="primary" onClick={onClose} data-autofocus="">
            Done
          </Button>
        </div>
      </Dialog>
    );
  }
  const verb = side === "sell" ? "Sell" : "Buy back";
  const units = read.ok ? formatQuantity(read.intent.quantity, { hidden }) : null;
  const value = read.ok && quote !== null ? multiplyDecimals(read.intent.quantity, quote.last) : null;
  return (
    <Dialog open onClose={onClose} title={`Close ${symbol}`} dismissible={!busy}>
      <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
        <p>
          You hold {formatQuantity(unitsOf(quantity), { hidden })} {symbol} {side === "buy" ? "short" : "long"}
          {position.marketValue !== null && (
            <>, worth {formatMoney(unitsOf(position.marketValue), { currency, hidden })}</>
          )}
          .
        </p>
        <PartChoice part={part} symbol={symbol} onPart={setPart} problem={read.ok ? null : read.problem} />
        {read.ok && (
          <p aria-live="polite">
            1 market order: {verb.toLowerCase()} {units} {symbol}
            {value !== null && <>, about {formatMoney(value, { currency, hidden })} at the last price</>}.
          </p>
        )}
        <InTheWay
          orders={blocking}
          cancel={cancelOrders}
          onCancel={setCancelOrders}
          wordsOf={(order) => (hidden ? `${order.side} ${order.symbol}` : orderInWords(order, terms))}
        />
        {trouble !== null && (
          <p role="alert" className="text-halt">
            {trouble}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose} disabled={busy}>
            Keep it
          </Button>
          <Button
            type="submit"
            variant={side}
            disabled={!read.ok || blocking === null}
            busyText={busy ? "Sending…" : undefined}
          >
            {units === null ? `Close ${symbol}` : `${verb} ${units} ${symbol}, market`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function isFree(free: string | null, wanted: string): boolean {
  return free !== null && compareDecimals(free, wanted) >= 0;
}

const PERCENTS = ["25", "50", "75"] as const;

interface PartChoiceProps {
  readonly part: ClosePart;
  readonly symbol: string;
  readonly onPart: (part: ClosePart) => void;
  readonly problem: string | null;
}

function PartChoice({ part, symbol, onPart, problem }: PartChoiceProps) {
  const parts = [
    ...PERCENTS.map((percent) => ({ label: `${percent} %`, part: { kind: "percent", percent } as const })),
    { label: "All", part: { kind: "all" } as const },
  ];
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] items-end gap-3">
      <fieldset>
        <legend className="mb-1 text-muted text-xs">How much</legend>
        <div className="flex">
          {parts.map(({ label, part: each }) => {
            const chosen =
              each.kind === "percent" ? part.kind === "percent" && part.percent === each.percent : part.kind === "all";
            return (
              <Button
                key={label}
                aria-pressed={chosen}
                onClick={() => onPart(each)}
                className={chosen ? "bg-raised font-semibold" : undefined}
                {...(each.kind === "all" ? { "data-autofocus": "" } : {})}
              >
                {label}
              </Button>
            );
          })}
        </div>
      </fieldset>
      <AmountField
        id="close-quantity"
        name="quantity"
        label={`or a quantity of ${symbol}`}
        typed={part.kind === "quantity" ? part.typed : ""}
        onTyped={(typed) => onPart({ kind: "quantity", typed })}
        tick="1"
        showProblem={false}
        error={part.kind === "quantity" && part.typed !== "" ? problem : null}
      />
    </div>
  );
}
