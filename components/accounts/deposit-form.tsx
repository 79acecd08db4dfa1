"use client";
// Puts paper money on one account; the button names the amount, and a retry never deposits twice.
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { formatMoney } from "#components/format/money.ts";
import { parseAmount } from "#components/format/parse-amount.ts";
import { AmountField } from "#components/ui/amount-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { act, type ServerAction } from "#lib/client/acting.ts";
import type { DepositView } from "#lib/contracts/deposit.ts";
import { useRequestKey } from "./use-request-key.ts";

export type DepositAction = ServerAction<{ readonly accountId: string; readonly amount: string }, DepositView>;

interface DepositFormProps {
  readonly account: { readonly id: string; readonly name: string; readonly currency: string };
  readonly deposit: DepositAction;
}

export function DepositForm({ account, deposit }: DepositFormProps) {
  const router = useRouter();
  const requestKey = useRequestKey();
  const [typed, setTyped] = useState("");
  const [sending, setSending] = useState(false);
  const [word, setWord] = useState<{ readonly ok: boolean; readonly text: string } | null>(null);
  const { currency } = account;
  const read = typed.trim() === "" ? null : parseAmount(typed, { places: 2 });
  const amount = read?.ok ? formatMoney(read.value, { currency }) : null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (sending || !read?.ok) return;
    const body = { accountId: account.id, amount: read.value };
    setSending(true);
    setWord(null);
    const outcome = await act(() => deposit(body, { idempotencyKey: requestKey.keyFor(JSON.stringify(body)) }));
    setSending(false);
    if (!outcome.ok) return setWord({ ok: false, text: outcome.sentence });
    requestKey.forget();
    setTyped("");
    setWord({ ok: true, text: `Deposited ${formatMoney(outcome.value.amount, { currency })} on ${account.name}.` });
    router.refresh();
  }

  return (
    <form
      method="post"
      onSubmit={submit}
      className="flex max-w-sm flex-col gap-3"
      aria-label={`Deposit on ${account.name}`}
    >
      <AmountField
        id="deposit-amount"
        name="amount"
        label="Amount"
        typed={typed}
        onTyped={setTyped}
        places={2}
        unit={currency}
        showProblem
      />
      <Button type="submit" variant="primary" disabled={amount === null} busyText={sending ? "Depositing…" : undefined}>
        {amount === null ? "Deposit" : `Deposit ${amount}`}
      </Button>
      <p role={word?.ok === false ? "alert" : "status"} className={word?.ok === false ? "text-halt" : undefined}>
        {word?.text}
      </p>
    </form>
  );
}
