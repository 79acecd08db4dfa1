"use client";
// Asks about a replacement with old and new side by side, sends it once, and shows the server's word; never optimistic.
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useRequestKey } from "#components/accounts/use-request-key.ts";
import { addDecimals } from "#components/format/string-decimal.ts";
import { AmountField } from "#components/ui/amount-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/class-names.ts";
import { Dialog } from "#components/ui/modal.tsx";
import { answerOf } from "#lib/client/acting.ts";
import { getJson, sendJson } from "#lib/client/fetch.ts";
import { writeOrder } from "#lib/client/live/apply-event.ts";
import { paths } from "#lib/client/paths.ts";
import type { OrderView } from "#lib/contracts/order.ts";
import { changeToSend, FIELD_WORDS, type FieldChange, readReplace, replaceableFields } from "./replace-draft.ts";
import type { ReplaceHandle } from "./use-replace.ts";

interface ReplaceDialogProps {
  readonly order: OrderView;
  /** The order in one line. */
  readonly words: string;
  readonly tick: string;
  readonly replace: ReplaceHandle;
  readonly onReplaced: (order: OrderView) => void;
}

export function ReplaceDialog({ order, words, tick, replace, onReplaced }: ReplaceDialogProps) {
  const queries = useQueryClient();
  const requestKey = useRequestKey();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const read = readReplace(order, replace.draft, tick);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (busy || !read.ok) return;
    setBusy(true);
    setTrouble(null);
    const outcome = await answerOf(() => send(read.changes));
    setBusy(false);
    // Whatever was answered, what the server lists is the truth.
    for (const head of ["orders", "order-counts"])
      void queries.invalidateQueries({ queryKey: [head, order.accountId] });
    void queries.invalidateQueries({ queryKey: ["order-story", order.id] });
    if (!outcome.ok) {
      // A refusal is an answer: pressing again after it is another attempt.
      if (outcome.problem !== null) requestKey.forget();
      return setTrouble(outcome.sentence);
    }
    requestKey.forget();
    writeOrder(queries, outcome.value);
    onReplaced(outcome.value);
  }

  async function send(changes: readonly FieldChange[]): Promise<OrderView> {
    const sized = changes.some(({ field }) => field === "quantity");
    const body = changeToSend(changes, sized ? await readFilledBefore(order) : "0");
    const idempotencyKey = requestKey.keyFor(`${order.id} ${JSON.stringify(body)}`);
    return (await sendJson<OrderView>(paths.order(order.id), { method: "PATCH", body, idempotencyKey })).value;
  }

  return (
    <Dialog open onClose={replace.back} title={`Replace: ${words}`} dismissible={!busy}>
      <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
        <OldAndNew order={order} replace={replace} tick={tick} problem={tried && !read.ok ? read : null} />
        <p className="text-muted">
          A new order takes this one&apos;s place once the venue agrees; until then this one works on, and a fill may
          come first. What is filled stays.
        </p>
        {!read.ok && (tried || !replace.inDialog) && read.field === null && <p role="alert">{read.problem}</p>}
        {!read.ok && !replace.inDialog && read.field !== null && (
          <p role="alert" className="text-halt">
            {FIELD_WORDS[read.field]}: {read.problem}
          </p>
        )}
        {trouble !== null && (
          <p role="alert" className="text-halt">
            {trouble}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={replace.back} disabled={busy}>
            Keep as it is
          </Button>
          <Button
            type="submit"
            variant="primary"
            data-autofocus={replace.inDialog ? undefined : ""}
            disabled={!replace.inDialog && !read.ok}
            busyText={busy ? "Replacing…" : undefined}
          >
            Replace the order
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type Problem = Extract<ReturnType<typeof readReplace>, { ok: false }>;

interface OldAndNewProps extends Pick<ReplaceDialogProps, "order" | "replace" | "tick"> {
  readonly problem: Problem | null;
}

function OldAndNew({ order, replace, tick, problem }: OldAndNewProps) {
  return (
    <table className="w-full border-separate border-spacing-y-1">
      <thead className="text-left text-muted text-xs">
        <tr>
          <th scope="col" className="font-medium" />
          <th scope="col" className="pr-3 text-right font-medium">
            Now
          </th>
          <th scope="col" className="text-right font-medium">
            Then
          </th>
        </tr>
      </thead>
      <tbody>
        {replaceableFields(order).map((field) => {
          const typed = replace.draft[field] ?? "";
          return (
            <tr key={field}>
              <th scope="row" className="text-left font-normal">
                {FIELD_WORDS[field]}
              </th>
              <td className="pr-3 text-right">{order[field]}</td>
              <td
                className={cx(
                  "w-40 text-right",
                  !replace.inDialog && (typed === order[field] ? "text-muted" : "font-semibold"),
                )}
              >
                {replace.inDialog ? (
                  <AmountField
                    id={`replace-${field}`}
                    name={field}
                    label={`New ${FIELD_WORDS[field].toLowerCase()}`}
                    typed={typed}
                    onTyped={(text) => replace.type(field, text)}
                    places={field === "quantity" ? 0 : 9}
                    tick={field === "quantity" ? "1" : field === "trailPercent" ? "0.1" : tick}
                    error={problem?.field === field ? problem.problem : null}
                  />
                ) : (
                  typed
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** A chain can be long; beyond this its start is of no matter to anybody. */
const CHAIN_MAX = 50;

/** What the orders that this one has replaced have filled. */
async function readFilledBefore({ replacesId }: OrderView): Promise<string> {
  let total = "0";
  let id = replacesId;
  for (let walked = 0; id !== null && walked < CHAIN_MAX; walked += 1) {
    const before: OrderView = await getJson(paths.order(id));
    total = addDecimals(total, before.filledQuantity);
    id = before.replacesId;
  }
  return total;
}
