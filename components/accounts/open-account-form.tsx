"use client";
// Opens a paper account: a name, the currency, and the money it starts with.
import { type FormEvent, useState } from "react";
import { parseAmount } from "#components/format/parse-amount.ts";
import { AmountField } from "#components/ui/amount-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { act, type ServerAction } from "#lib/client/acting.ts";
import type { OpenedAccountView } from "#lib/contracts/account.ts";
import { useRequestKey } from "./use-request-key.ts";

export type OpenAccountAction = ServerAction<{ readonly name: string; readonly cash?: string }, OpenedAccountView>;

interface OpenAccountFormProps {
  readonly open: OpenAccountAction;
  readonly onOpened?: () => void;
}

// A whole new desk behind another cookie: only a full page load shows all of it.
function goTo(account: OpenedAccountView): void {
  location.assign(`/accounts/use?id=${encodeURIComponent(account.id)}`);
}

export function OpenAccountForm({ open, onOpened }: OpenAccountFormProps) {
  const hydrated = useHydrated();
  const requestKey = useRequestKey();
  const [name, setName] = useState("Main paper");
  const [cash, setCash] = useState("100000");
  const [state, setState] = useState<"idle" | "sending" | "done">("idle");
  const [error, setError] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (state !== "idle") return;
    const amount = cash.trim() === "" ? null : parseAmount(cash, { places: 2 });
    if (amount !== null && !amount.ok) return setError(amount.message);
    const body = { name, ...(amount === null || amount.value === "0" ? {} : { cash: amount.value }) };
    setState("sending");
    setError(null);
    const outcome = await act(() => open(body, { idempotencyKey: requestKey.keyFor(JSON.stringify(body)) }));
    if (!outcome.ok) {
      setState("idle");
      if (outcome.problem !== null) requestKey.forget();
      return setError(outcome.sentence);
    }
    setState("done");
    requestKey.forget();
    onOpened?.();
    goTo(outcome.value);
  }

  return (
    <form
      method="post"
      onSubmit={submit}
      className="flex max-w-sm flex-col gap-3 text-left"
      aria-label="Open a paper account"
    >
      <TextField
        id="account-name"
        name="name"
        label="Name"
        required
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <SelectField
        id="account-currency"
        name="currency"
        label="Currency"
        options={[{ value: "USD", label: "USD, US dollar" }]}
        hint="Instruments of this desk trade in US dollars."
      />
      <AmountField
        id="account-cash"
        name="cash"
        label="Deposit to start with"
        typed={cash}
        onTyped={setCash}
        places={2}
        unit="USD"
        hint="Paper money. More can be deposited later."
        showProblem
      />
      {error !== null && (
        <p role="alert" className="text-halt">
          {error}
        </p>
      )}
      <Button type="submit" variant="primary" disabled={!hydrated} busyText={state === "idle" ? undefined : "Opening…"}>
        Open a paper account
      </Button>
    </form>
  );
}
