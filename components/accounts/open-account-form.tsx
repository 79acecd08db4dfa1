"use client";
// Opens an account: one that trades on paper with the money it starts with, or a book that keeps an imported history.
import { type FormEvent, useState } from "react";
import { parseAmount } from "#components/format/parse-amount.ts";
import { AmountField } from "#components/ui/amount-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { act, type ServerAction } from "#lib/client/acting.ts";
import type { OpenedAccountView } from "#lib/contracts/account.ts";
import { useRequestKey } from "./use-request-key.ts";

type Kind = OpenedAccountView["kind"];

interface OpenAccountBody {
  readonly name: string;
  readonly kind: Kind;
  readonly cash?: string;
  readonly currency?: string;
  readonly timeZone?: string;
}

export type OpenAccountAction = ServerAction<OpenAccountBody, OpenedAccountView>;

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
  const [kind, setKind] = useState<Kind>("paper");
  const [named, setNamed] = useState<string | null>(null);
  const name = named ?? (kind === "paper" ? "Main paper" : "My history");
  const [currency, setCurrency] = useState("USD");
  const [timeZone, setTimeZone] = useState("America/New_York");
  const [cash, setCash] = useState("100000");
  const [state, setState] = useState<"idle" | "sending" | "done">("idle");
  const [error, setError] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (state !== "idle") return;
    const amount = kind === "book" || cash.trim() === "" ? null : parseAmount(cash, { places: 2 });
    if (amount !== null && !amount.ok) return setError(amount.message);
    const body: OpenAccountBody = {
      ...{ name, kind },
      ...(kind === "book" ? { currency: currency.trim().toUpperCase(), timeZone: timeZone.trim() } : {}),
      ...(amount === null || amount.value === "0" ? {} : { cash: amount.value }),
    };
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

  const what = kind === "paper" ? "Open a paper account" : "Open a book";
  return (
    <form method="post" onSubmit={submit} className="flex max-w-sm flex-col gap-3 text-left" aria-label={what}>
      <SelectField
        id="account-kind"
        name="kind"
        label="Kind"
        options={KINDS}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value === "book" ? "book" : "paper")}
        hint={
          kind === "paper"
            ? "Trades by real rules without real money."
            : "Keeps a history that you import: no orders, any currency."
        }
      />
      <TextField
        id="account-name"
        name="name"
        label="Name"
        required
        maxLength={80}
        value={name}
        onChange={(event) => setNamed(event.currentTarget.value)}
      />
      {kind === "paper" ? (
        <PaperFields cash={cash} onCash={setCash} />
      ) : (
        <BookFields currency={currency} onCurrency={setCurrency} timeZone={timeZone} onTimeZone={setTimeZone} />
      )}
      {error !== null && (
        <p role="alert" className="text-halt">
          {error}
        </p>
      )}
      <Button type="submit" variant="primary" disabled={!hydrated} busyText={state === "idle" ? undefined : "Opening…"}>
        {what}
      </Button>
    </form>
  );
}

const KINDS = [
  { value: "paper", label: "Paper account, to trade" },
  { value: "book", label: "Book, for a history" },
];

function PaperFields({ cash, onCash }: { readonly cash: string; readonly onCash: (typed: string) => void }) {
  return (
    <>
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
        onTyped={onCash}
        places={2}
        unit="USD"
        hint="Paper money. More can be deposited later."
        showProblem
      />
    </>
  );
}

interface BookFieldsProps {
  readonly currency: string;
  readonly onCurrency: (typed: string) => void;
  readonly timeZone: string;
  readonly onTimeZone: (typed: string) => void;
}

const CURRENCIES = ["USD", "EUR", "GBP", "CHF", "JPY", "CAD", "AUD", "SEK", "NOK", "DKK"];

function BookFields({ currency, onCurrency, timeZone, onTimeZone }: BookFieldsProps) {
  return (
    <>
      <TextField
        id="account-currency"
        name="currency"
        label="Currency"
        list="account-currencies"
        required
        maxLength={3}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        value={currency}
        onChange={(event) => onCurrency(event.currentTarget.value.toUpperCase())}
        hint="Its reports are in this currency; what it holds may be in any."
      />
      <datalist id="account-currencies">
        {CURRENCIES.map((code) => (
          <option key={code} value={code} />
        ))}
      </datalist>
      <TextField
        id="account-zone"
        name="timeZone"
        label="Time zone"
        list="account-zones"
        required
        maxLength={60}
        autoComplete="off"
        spellCheck={false}
        value={timeZone}
        onChange={(event) => onTimeZone(event.currentTarget.value)}
        hint="Whose days its books go by, for good."
      />
      <datalist id="account-zones">
        {Intl.supportedValuesOf("timeZone").map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
