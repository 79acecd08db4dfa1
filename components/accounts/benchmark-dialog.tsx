"use client";
// Chooses what an account's return is compared with; the comparison is one of reports, and moves nothing.
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/modal.tsx";
import { SymbolField } from "#components/ui/symbol-field.tsx";
import { send } from "#lib/client/acting.ts";
import { instrumentsOptions } from "#lib/client/market.ts";
import { paths } from "#lib/client/paths.ts";

interface BenchmarkDialogProps {
  readonly account: {
    readonly id: string;
    readonly name: string;
    readonly version: number;
    readonly benchmark: string | null;
  };
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

interface BenchmarkNow {
  readonly symbol: string | null;
  readonly version: number;
}

const SYMBOL = /^[A-Z0-9./-]{1,20}$/;

export function BenchmarkDialog({ account, onSaved, onClose }: BenchmarkDialogProps) {
  const [now, setNow] = useState<BenchmarkNow>({ symbol: account.benchmark, version: account.version });
  const [typed, setTyped] = useState(account.benchmark ?? "");
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { data: instruments } = useQuery(instrumentsOptions());
  const symbol = typed.trim() === "" ? null : typed.trim().toUpperCase();
  const wrong = symbol !== null && !SYMBOL.test(symbol);
  const idle = wrong || symbol === now.symbol;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (sending || idle) return;
    setSending(true);
    setTrouble(null);
    const outcome = await send(paths.benchmark(account.id), { method: "PUT", body: { symbol, version: now.version } });
    setSending(false);
    if (outcome.ok) return onSaved();
    const there = outcome.problem?.code === "stale_version" ? benchmarkNow(outcome.problem.current) : null;
    if (there !== null) setNow(there);
    setTrouble(
      there === null
        ? outcome.problem?.code === "invalid"
          ? outcome.problem.detail
          : outcome.sentence
        : `Somebody else changed this account meanwhile; it is compared with ${there.symbol ?? "nothing"} now. Nothing of yours was saved.`,
    );
  }

  return (
    <Dialog open onClose={onClose} title={`What ${account.name} is compared with`} dismissible={!sending}>
      <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
        <SymbolField
          id="benchmark"
          label="Symbol"
          symbols={instruments?.items ?? []}
          value={typed}
          error={wrong ? "A symbol has 1 to 20 letters, digits, dots, dashes or slashes." : null}
          data-autofocus=""
          hint="An instrument with closing prices. Empty: no comparison."
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setTrouble(null);
          }}
        />
        {trouble !== null && (
          <p role="alert" className="text-halt">
            {trouble}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose} disabled={sending}>
            Keep as it is
          </Button>
          <Button type="submit" variant="primary" disabled={idle} busyText={sending ? "Setting…" : undefined}>
            {wrong ? "Compare" : symbol === null ? "Compare with nothing" : `Compare with ${symbol}`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function benchmarkNow(current: unknown): BenchmarkNow | null {
  if (typeof current !== "object" || current === null) return null;
  const { benchmark, version } = current as { readonly [member: string]: unknown };
  if (typeof version !== "number" || (benchmark !== null && typeof benchmark !== "string")) return null;
  return { symbol: benchmark, version };
}
