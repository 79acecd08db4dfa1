"use client";
// Takes a corporate action back on all accounts: whom that reaches, the way to it, how far it is, and the accounts that could not be.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { ProgressBar } from "#components/ui/used-bar.tsx";
import { corporateActionTakeBackOptions } from "#lib/client/corporate-actions.ts";
import type { CorporateActionTakeBack, CorporateActionView } from "#lib/contracts/corporate-action.ts";
import { takeActionBack } from "./action-calls.ts";
import { accountsText, KIND_WORDS } from "./action-words.ts";

interface TakeBackProps {
  readonly action: CorporateActionView;
}

/** For who may apply corporate actions, while one stands in the books or has been taken out of them. */
export function TakeBack({ action }: TakeBackProps) {
  const [asked, setAsked] = useState(false);
  const { data: reach, error } = useQuery(corporateActionTakeBackOptions(action));
  if (reach === undefined) {
    return error === null ? null : (
      <p role="alert" className="text-halt">
        Whom taking it back would reach could not be found out: {error.message}
      </p>
    );
  }
  const { status } = reach;
  return (
    <div className="flex flex-col gap-3">
      <div role="status" className="empty:hidden">
        {status === "taking_back" && <Progress reach={reach} />}
      </div>
      {reach.failures.length > 0 && <Failures reach={reach} />}
      {status !== "taking_back" && status !== "taken_back" && (
        <div>
          <Button onClick={() => setAsked(true)}>Take back on {accountsText(reach.standing)}…</Button>
        </div>
      )}
      {asked && <Confirm action={action} reach={reach} onDone={() => setAsked(false)} />}
    </div>
  );
}

interface Reached {
  readonly reach: CorporateActionTakeBack;
}

function Progress({ reach: { booked, standing } }: Reached) {
  const done = booked - standing;
  const text = `${done} of ${accountsText(booked)}`;
  return (
    <div className="flex flex-col gap-1 rounded-md border border-info/60 bg-info-soft p-2">
      <p>It is being taken back: {text}.</p>
      <ProgressBar fraction={booked === 0 ? "1" : (done / booked).toFixed(4)} label={text} />
    </div>
  );
}

function Failures({ reach: { failed, failures } }: Reached) {
  return (
    <div className="rounded-md border border-warn/60 bg-warn-soft p-2">
      <p>It could not be taken back on {accountsText(failed)}, where it stands as before:</p>
      <ul className="mt-1 flex max-h-60 flex-col gap-1 overflow-y-auto">
        {failures.map(({ accountId, account, reason }) => (
          <li key={accountId}>
            <b>{account}</b>: {reason}
          </li>
        ))}
        {failed > failures.length && <li>and {accountsText(failed - failures.length)} more</li>}
      </ul>
    </div>
  );
}

function Confirm({ action, reach, onDone }: TakeBackProps & Reached & { readonly onDone: () => void }) {
  const client = useQueryClient();
  const { id, kind, symbol, exDay } = action;
  const accounts = accountsText(reach.standing);
  return (
    <ConfirmDialog
      open
      onClose={onDone}
      title={`Take back the ${symbol} ${KIND_WORDS[kind]} of ${exDay}`}
      effect={
        <>
          <p>
            The opposite is booked on <b>{accounts}</b>
            {reach.standing > 1 && ", one after the other"}. Both stay in the books.
            {kind === "split" && <Stopped symbol={symbol} openOrders={reach.openOrders} />}
          </p>
          <p className="mt-2 text-muted text-xs">
            An account that has sold or spent since what it brought is left as it is and named here; the others are
            taken back all the same.
          </p>
        </>
      }
      confirmLabel={`Take it back on ${accounts}`}
      busyLabel="Asking the worker…"
      reason={{ label: "Reason, kept in the audit" }}
      onConfirm={async (reason) => {
        const outcome = await takeActionBack(id, reason);
        await client.invalidateQueries({ queryKey: ["corporate-action-take-back", id] });
        void client.invalidateQueries({ queryKey: ["corporate-actions"] });
        return outcome.ok ? null : outcome.sentence;
      }}
    />
  );
}

function Stopped({ symbol, openOrders }: { readonly symbol: string; readonly openOrders: number }) {
  return (
    <>
      {" "}
      {openOrders > 0 && (
        <>
          First <b>{openOrders === 1 ? "1 open order is" : `${openOrders} open orders are`} canceled</b>.{" "}
        </>
      )}
      {symbol} takes no orders until it is done, and a simulated price goes back with it.
    </>
  );
}
