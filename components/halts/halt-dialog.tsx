"use client";
// Sets a halt: asks why, names the orders that stay in the market, and offers to cancel them as well.
import { type FormEvent, useEffect, useState } from "react";
import { formatMoney } from "#components/format/money.ts";
import { Button } from "#components/ui/button.tsx";
import { CheckField, SelectField } from "#components/ui/field.tsx";
import { Dialog } from "#components/ui/modal.tsx";
import { ReasonField } from "#components/ui/reason-field.tsx";
import type { WorkingOrdersView } from "#lib/contracts/risk.ts";
import { cancelUnderHalt, readWorkingOrders, setHalt } from "./halt-calls.ts";
import type { HaltScope } from "./halt-scope.ts";

interface HaltDialogProps {
  readonly scopes: readonly [HaltScope, ...HaltScope[]];
  readonly onClose: () => void;
  /** Called as soon as the halt is in force. */
  readonly onHalted: () => void;
}

type Step = { readonly at: "asking" | "halting" | "canceling" } | { readonly at: "done"; readonly said: string };

export function HaltDialog({ scopes, onClose, onHalted }: HaltDialogProps) {
  const [accountId, setAccountId] = useState(scopes[0].accountId);
  const [step, setStep] = useState<Step>({ at: "asking" });
  const [cancelToo, setCancelToo] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [key] = useState(() => crypto.randomUUID());
  const working = useWorkingOrders(accountId);
  const scope = scopes.find((each) => each.accountId === accountId) ?? scopes[0];
  const busy = step.at === "halting" || step.at === "canceling";
  const orders = working?.orders ?? 0;
  const cancels = cancelToo && orders > 0;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "").trim();
    if (reason === "") {
      setTrouble("Say why: it is shown to everybody whom it stops.");
      return;
    }
    setTrouble(null);
    setStep({ at: "halting" });
    const halted = await setHalt({ accountId, reason }, `${key}:${accountId ?? "desk"}`);
    if (!halted.ok) {
      setTrouble(halted.sentence);
      setStep({ at: "asking" });
      return;
    }
    onHalted();
    if (!cancels) {
      onClose();
      return;
    }
    setStep({ at: "canceling" });
    const canceled = await cancelUnderHalt(halted.value.id);
    setStep({ at: "done", said: canceled.ok ? saidOf(canceled.value) : `The halt is in force. ${canceled.sentence}` });
  }

  if (step.at === "done") {
    return (
      <Dialog open onClose={onClose} title="Halted">
        <p role="status">{step.said}</p>
        <div className="mt-3 flex justify-end">
          <Button onClick={onClose} data-autofocus>
            Close
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog open onClose={onClose} title="Halt trading" dismissible={!busy}>
      <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
        <p>
          New orders of {scope.label} are refused from this moment. Orders that work already stay in the market unless
          you cancel them, and their fills are booked.
        </p>
        {scopes.length > 1 && (
          <SelectField
            id="halt-scope"
            label="What to halt"
            value={accountId ?? ""}
            onChange={(event) => setAccountId(event.currentTarget.value === "" ? null : event.currentTarget.value)}
            options={scopes.map((each) => ({ value: each.accountId ?? "", label: each.label }))}
          />
        )}
        <ReasonField id="halt-reason" label="Reason" error={trouble} data-autofocus="" />
        <StaysOpen working={working} cancelToo={cancelToo} onCancelToo={setCancelToo} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose} disabled={busy}>
            Keep trading
          </Button>
          <Button
            type="submit"
            variant="danger"
            busyText={step.at === "halting" ? "Halting…" : step.at === "canceling" ? "Halted. Canceling…" : undefined}
          >
            {cancels ? `Halt ${scope.label} and cancel ${count(orders)}` : `Halt ${scope.label}`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function count(orders: number): string {
  return `${orders} ${orders === 1 ? "order" : "orders"}`;
}

function saidOf({ canceled, tooLate }: { readonly canceled: number; readonly tooLate: number }): string {
  const late = tooLate === 0 ? "" : ` ${count(tooLate)} closed before that, such as by a fill.`;
  return `The halt is in force. ${count(canceled)} canceled.${late}`;
}

/** Undefined while it is being counted, null when it could not be: a halt never waits for this. */
function useWorkingOrders(accountId: string | null): WorkingOrdersView | null | undefined {
  const [found, setFound] = useState<{ readonly of: string | null; readonly view: WorkingOrdersView | null }>();
  useEffect(() => {
    let current = true;
    readWorkingOrders(accountId).then((answer) => {
      if (current) setFound({ of: accountId, view: answer.ok ? answer.value : null });
    });
    return () => {
      current = false;
    };
  }, [accountId]);
  return found?.of === accountId ? found?.view : undefined;
}

interface StaysOpenProps {
  readonly working: WorkingOrdersView | null | undefined;
  readonly cancelToo: boolean;
  readonly onCancelToo: (on: boolean) => void;
}

function StaysOpen({ working, cancelToo, onCancelToo }: StaysOpenProps) {
  if (working === undefined) return <p className="text-muted">Counting the working orders…</p>;
  if (working === null)
    return <p className="text-muted">The working orders could not be counted. The halt itself works without that.</p>;
  if (working.orders === 0) return <p className="text-muted">No orders are working.</p>;
  const unpriced = working.unpriced === 0 ? "" : `, besides ${count(working.unpriced)} without a price`;
  const where = working.accounts > 1 ? ` of ${working.accounts} accounts` : "";
  return (
    <CheckField
      id="halt-cancel"
      label={`Also cancel ${count(working.orders)}${where} worth ${formatMoney(working.value, { currency: working.currency })}${unpriced}`}
      hint={`Left alone, ${working.orders === 1 ? "it" : "they"} can still fill while the halt is in force.`}
      checked={cancelToo}
      onChange={(event) => onCancelToo(event.currentTarget.checked)}
    />
  );
}
