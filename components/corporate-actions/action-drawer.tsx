"use client";
// One corporate action in full: its terms, where it stands, whom it touches, and the way to withdraw it before its day or to take it back afterwards.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { formatUnitPrice } from "#components/format/unit-price.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { FieldLine, FieldList } from "#components/ui/field-list.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { Drawer } from "#components/ui/modal.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { corporateActionPreviewOptions } from "#lib/client/corporate-actions.ts";
import type { CorporateActionView } from "#lib/contracts/corporate-action.ts";
import { withdrawAction } from "./action-calls.ts";
import { ActionStatus } from "./action-status.tsx";
import { accountsText, KIND_HINTS, KIND_WORDS, termsOf } from "./action-words.ts";
import type { CorporateActionsDeskProps } from "./desk-props.ts";
import { TakeBack } from "./take-back.tsx";

interface ActionDrawerProps extends CorporateActionsDeskProps {
  readonly action: CorporateActionView;
  readonly onClose: () => void;
}

export function ActionDrawer({ action, zone, mayEdit, hasAccount, onClose }: ActionDrawerProps) {
  const [asked, setAsked] = useState(false);
  const { kind, symbol, exDay, status, reason, cashInLieu, currency, createdAt, appliedAt, accounts } = action;
  const { takeBackReason, takenBackAt } = action;
  const waits = status === "announced";
  const isBooked = !waits && status !== "withdrawn" && kind !== "symbol_change";
  const { data: reach } = useQuery({ ...corporateActionPreviewOptions(symbol), enabled: waits && mayEdit });
  return (
    <Drawer open title={`${symbol} ${KIND_WORDS[kind]}`} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <FieldList>
          <FieldLine name="Status">
            <ActionStatus status={status} />
          </FieldLine>
          <FieldLine name="Terms">{termsOf(action)}</FieldLine>
          {cashInLieu !== null && (
            <FieldLine name="Cash in lieu">
              {formatUnitPrice(cashInLieu)} {currency} a new unit
            </FieldLine>
          )}
          <FieldLine name="Ex-day">{exDay}, at the venue</FieldLine>
          <FieldLine name="Announced">
            <TimeText at={createdAt} zone={zone} />
          </FieldLine>
          {appliedAt !== null && (
            <FieldLine name="Applied">
              <TimeText at={appliedAt} zone={zone} />
            </FieldLine>
          )}
          <FieldLine name="Reason">{reason}</FieldLine>
          {takenBackAt !== null && (
            <FieldLine name="Taken back">
              <TimeText at={takenBackAt} zone={zone} />
            </FieldLine>
          )}
          {takeBackReason !== null && <FieldLine name="Why it is wrong">{takeBackReason}</FieldLine>}
          {isBooked && <FieldLine name="Stands on">{accountsText(accounts)}</FieldLine>}
          {waits && reach !== undefined && (
            <FieldLine name="Would touch">
              {accountsText(reach.accounts)}
              {kind !== "cash_dividend" &&
                reach.openOrders > 0 &&
                `, and cancel ${reach.openOrders === 1 ? "1 open order" : `${reach.openOrders} open orders`}`}
            </FieldLine>
          )}
        </FieldList>
        <p className="text-muted text-xs">{KIND_HINTS[kind]}</p>
        {(isBooked || status === "applied") && hasAccount && (
          <p>
            <TextLink href={`/activities?symbol=${encodeURIComponent(symbol)}`}>
              What it booked on this account
            </TextLink>
          </p>
        )}
        {isBooked && mayEdit && <TakeBack action={action} />}
        {waits && mayEdit && (
          <div>
            <Button onClick={() => setAsked(true)}>Withdraw…</Button>
          </div>
        )}
      </div>
      {asked && <Withdraw action={action} onDone={() => setAsked(false)} />}
    </Drawer>
  );
}

function Withdraw({ action, onDone }: { readonly action: CorporateActionView; readonly onDone: () => void }) {
  const client = useQueryClient();
  const what = `${action.symbol} ${KIND_WORDS[action.kind]}`;
  return (
    <ConfirmDialog
      open
      onClose={onDone}
      title={`Withdraw the ${what} of ${action.exDay}`}
      effect="It will not be applied. Nothing was booked, so nothing moves."
      confirmLabel={`Withdraw the ${KIND_WORDS[action.kind]}`}
      busyLabel="Withdrawing…"
      reason={{ label: "Reason, kept in the audit" }}
      onConfirm={async (reason) => {
        const outcome = await withdrawAction(action.id, reason);
        void client.invalidateQueries({ queryKey: ["corporate-actions"] });
        return outcome.ok ? null : outcome.sentence;
      }}
    />
  );
}
