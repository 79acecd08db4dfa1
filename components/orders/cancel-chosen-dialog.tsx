"use client";
// Cancels the orders that were chosen: count and value first, then one request each, a few at a time, and what came too late by name.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { formatMoney } from "#components/format/money.ts";
import { divideDecimals } from "#components/format/string-decimal.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/modal.tsx";
import { ProgressBar } from "#components/ui/used-bar.tsx";
import { answerOf } from "#lib/client/acting.ts";
import { getJson, sendJson } from "#lib/client/fetch.ts";
import { writeOrder } from "#lib/client/live/apply-event.ts";
import { paths } from "#lib/client/paths.ts";
import type { QuotesView } from "#lib/contracts/instrument.ts";
import type { OrderView } from "#lib/contracts/order.ts";
import type { Problem } from "#lib/contracts/problem.ts";
import { CLOSED_STATUSES } from "#lib/domain/orders/order.ts";
import { type CancelPlan, countOrders, worthOf } from "./cancel-plan.ts";
import { runBounded } from "./run-bounded.ts";

interface CancelChosenProps {
  readonly accountId: string;
  readonly plan: CancelPlan;
  readonly currency: string;
  readonly hidden: boolean;
  readonly wordsOf: (order: OrderView) => string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

interface Failed {
  readonly order: OrderView;
  readonly sentence: string;
}

type Stage =
  | { readonly at: "asking" }
  | { readonly at: "canceling"; readonly done: number }
  | { readonly at: "over"; readonly late: readonly Failed[]; readonly failed: readonly Failed[] };

const AT_ONCE = 4;

export function CancelChosenDialog(props: CancelChosenProps) {
  const { accountId, plan: given, currency, hidden, wordsOf, onDone, onClose } = props;
  const queries = useQueryClient();
  // What was asked about is what is canceled, whatever the list behind says meanwhile.
  const [plan] = useState(given);
  const [stage, setStage] = useState<Stage>({ at: "asking" });
  const worth = useWorth(plan.canceled);
  const count = countOrders(plan.canceled.length);

  async function cancel() {
    setStage({ at: "canceling", done: 0 });
    const results = await runBounded(plan.asked, AT_ONCE, cancelOne, (done) => setStage({ at: "canceling", done }));
    await Promise.all(
      ["orders", "order-counts", "order-story"].map((head) =>
        queries.invalidateQueries({ queryKey: head === "order-story" ? [head] : [head, accountId] }),
      ),
    );
    const failures = results.filter((result) => result !== null);
    onDone();
    const late = failures.filter(({ conflict }) => conflict);
    const failed = failures.filter(({ conflict }) => !conflict);
    if (failures.length === 0) onClose();
    else setStage({ at: "over", late, failed });
  }

  async function cancelOne(order: OrderView): Promise<(Failed & { readonly conflict: boolean }) | null> {
    const outcome = await answerOf(async () => {
      const { value } = await sendJson<OrderView>(paths.order(order.id), { method: "DELETE" });
      writeOrder(queries, value);
    });
    if (outcome.ok) return null;
    return { order, sentence: outcome.sentence, conflict: isOver(outcome.problem) };
  }

  const busy = stage.at === "canceling";
  return (
    <Dialog open onClose={onClose} title={`Cancel ${count}`} dismissible={!busy}>
      <div className="flex flex-col gap-3">
        {stage.at === "over" ? (
          <Outcome plan={plan} stage={stage} wordsOf={wordsOf} />
        ) : (
          <>
            <p>
              {count}
              {worth == null || hidden ? "" : ` worth ${formatMoney(worth, { currency })}`} will be canceled. What is
              already filled stays, and a fill may still come first.
            </p>
            {plan.added > 0 && (
              <p>
                Orders of a group are canceled together: {plan.added} of them {plan.added === 1 ? "was" : "were"} not
                chosen {plan.added === 1 ? "itself" : "themselves"}.
              </p>
            )}
            <OrderNames orders={plan.canceled} wordsOf={wordsOf} />
          </>
        )}
        {busy && (
          <div role="status">
            {stage.done} of {plan.asked.length} answered
            <ProgressBar
              fraction={divideDecimals(`${stage.done}`, `${plan.asked.length}`, 4)}
              label={`${stage.done} of ${plan.asked.length} answered`}
            />
          </div>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          {stage.at === "over" ? (
            <Button onClick={onClose} data-autofocus="">
              Close
            </Button>
          ) : (
            <>
              <Button onClick={onClose} disabled={busy} data-autofocus="">
                Keep as {plan.canceled.length === 1 ? "it is" : "they are"}
              </Button>
              <Button
                variant="danger"
                onClick={cancel}
                disabled={worth === undefined}
                busyText={busy ? "Canceling…" : undefined}
              >
                Cancel {count}
              </Button>
            </>
          )}
        </div>
      </div>
    </Dialog>
  );
}

/** The problem's own status is HTTP's, so that of the order stands in its words; one that is being replaced is not over. */
function isOver(problem: Problem | null): boolean {
  return problem?.code === "conflict" && CLOSED_STATUSES.some((status) => problem.detail.includes(` ${status};`));
}

interface OutcomeProps {
  readonly plan: CancelPlan;
  readonly stage: Extract<Stage, { at: "over" }>;
  readonly wordsOf: (order: OrderView) => string;
}

function Outcome({ plan, stage: { late, failed }, wordsOf }: OutcomeProps) {
  const done = plan.asked.length - late.length - failed.length;
  return (
    <div role="alert" className="flex flex-col gap-2">
      <p>
        {countOrders(done)} of {plan.asked.length} canceled or on the way to it.
      </p>
      {[
        { title: "Too late, closed otherwise first:", list: late },
        { title: "Not canceled:", list: failed },
      ]
        .filter(({ list }) => list.length > 0)
        .map(({ title, list }) => (
          <div key={title}>
            <p className="font-semibold">{title}</p>
            <ul className="list-disc pl-5">
              {list.map(({ order, sentence }) => (
                <li key={order.id}>
                  {wordsOf(order)}: {sentence}
                </li>
              ))}
            </ul>
          </div>
        ))}
    </div>
  );
}

const NAMED_MAX = 12;

function OrderNames({ orders, wordsOf }: { orders: readonly OrderView[]; wordsOf: (order: OrderView) => string }) {
  const more = orders.length - NAMED_MAX;
  return (
    <ul className="list-disc pl-5">
      {orders.slice(0, NAMED_MAX).map((order) => (
        <li key={order.id}>{wordsOf(order)}</li>
      ))}
      {more > 0 && <li>and {more} more</li>}
    </ul>
  );
}

/** By the prices of this moment; undefined until they are known, null when an order has none. */
function useWorth(orders: readonly OrderView[]): string | null | undefined {
  const [worth, setWorth] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    const stop = new AbortController();
    getJson<QuotesView>(paths.quotes({}), stop.signal).then(
      ({ items }) => {
        const last = new Map(items.map((quote) => [quote.symbol, quote.last]));
        setWorth(worthOf(orders, (symbol) => last.get(symbol)));
      },
      // Without prices the count alone is named.
      () => {
        if (!stop.signal.aborted) setWorth(null);
      },
    );
    return () => stop.abort();
  }, [orders]);
  return worth;
}
