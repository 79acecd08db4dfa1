"use client";
// Closes every position: how many, worth how much and which orders are canceled first, then what became of each.
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useRequestKey } from "#components/accounts/use-request-key.ts";
import { formatMoney } from "#components/format/money.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { orderInWords } from "#components/ticket/order-words.ts";
import { Button } from "#components/ui/button.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { Dialog } from "#components/ui/modal.tsx";
import type { OrderView } from "#lib/contracts/order.ts";
import { type ClosedPositions, closeAllPositions, forgetFigures } from "./close-calls.ts";
import { closingSide, ordersInTheWay, unitsOf, worthOfPositions } from "./close-plan.ts";
import { InTheWay } from "./in-the-way.tsx";
import type { FigureStyle, PositionFigures } from "./portfolio-figures.ts";
import { useOpenOrders } from "./use-open-orders.ts";

interface CloseAllProps {
  readonly accountId: string;
  readonly accountName: string;
  /** Every open one, with its quantity. */
  readonly positions: readonly PositionFigures[];
  readonly figureStyle: FigureStyle;
  readonly onClose: () => void;
}

export function CloseAllDialog(props: CloseAllProps) {
  const { accountId, accountName, figureStyle, onClose } = props;
  const { currency, hidden } = figureStyle;
  const queries = useQueryClient();
  const requestKey = useRequestKey();
  // What was asked about stays on the screen while prices move behind it.
  const [positions] = useState(props.positions);
  const [cancelOrders, setCancelOrders] = useState(true);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [done, setDone] = useState<ClosedPositions | null>(null);
  const open = useOpenOrders(accountId);
  const count = positions.length === 1 ? "1 position" : `${positions.length} positions`;
  const worth = worthOfPositions(positions);
  const tickOf = (symbol: string) => positions.find((each) => each.symbol === symbol)?.tickSize ?? "0.01";
  const wordsOf = (order: OrderView) =>
    hidden ? `${order.side} ${order.symbol}` : orderInWords(order, { tick: tickOf(order.symbol), currency });
  const blocking =
    open === null
      ? null
      : positions.flatMap(({ symbol, quantity }) =>
          quantity === null
            ? []
            : ordersInTheWay(
                open.filter((order) => order.symbol === symbol),
                closingSide(quantity),
              ),
        );

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const body = { accountId, cancelOrders };
    setBusy(true);
    setTrouble(null);
    const outcome = await closeAllPositions(body, requestKey.keyFor(JSON.stringify(body)));
    setBusy(false);
    forgetFigures(queries, accountId);
    if (outcome.ok) return setDone(outcome.value);
    if (outcome.problem !== null) requestKey.forget();
    setTrouble(outcome.sentence);
  }

  return (
    <Dialog open onClose={onClose} title={`Close all positions of ${accountName}`} dismissible={!busy}>
      {done !== null ? (
        <Outcome done={done} wordsOf={wordsOf} onClose={onClose} />
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-3">
          <p>
            {count}
            {worth === null || hidden ? "" : ` worth ${formatMoney(worth, { currency })}`} will be closed by market
            orders. Each has its own outcome; one that is refused does not stop the others.
          </p>
          <ul className="list-disc pl-5">
            {positions.map(({ symbol, quantity }) => (
              <li key={symbol}>
                {quantity === null || hidden
                  ? symbol
                  : `${closingSide(quantity) === "sell" ? "Sell" : "Buy back"} ${formatQuantity(unitsOf(quantity))} ${symbol}`}
              </li>
            ))}
          </ul>
          <InTheWay orders={blocking} cancel={cancelOrders} onCancel={setCancelOrders} wordsOf={wordsOf} />
          {trouble !== null && (
            <p role="alert" className="text-halt">
              {trouble}
            </p>
          )}
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={onClose} disabled={busy} data-autofocus="">
              Keep them
            </Button>
            <Button
              type="submit"
              variant="danger"
              disabled={blocking === null}
              busyText={busy ? "Closing…" : undefined}
            >
              Close {count}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

interface OutcomeProps {
  readonly done: ClosedPositions;
  readonly wordsOf: (order: OrderView) => string;
  readonly onClose: () => void;
}

function Outcome({ done: { items }, wordsOf, onClose }: OutcomeProps) {
  const sent = items.filter(({ problem }) => problem === null).length;
  return (
    <div role="status" className="flex flex-col gap-3">
      <p>
        {sent} of {items.length} sent.
      </p>
      <ul className="list-disc pl-5">
        {items.map(({ symbol, order, problem }) => (
          <li key={symbol} className={problem === null ? undefined : "text-halt"}>
            {problem !== null && `${symbol}: not closed. ${problem.message}`}
            {problem === null && order !== null && <TextLink href={`/orders/${order.id}`}>{wordsOf(order)}</TextLink>}
          </li>
        ))}
      </ul>
      <div className="flex justify-end">
        <Button variant="primary" onClick={onClose} data-autofocus="">
          Done
        </Button>
      </div>
    </div>
  );
}
