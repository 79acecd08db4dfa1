"use client";
// Changes one limit: old and new side by side, a reason, and what the new value would have meant for the last refusals.
import { type FormEvent, useState } from "react";
import { parseAmount } from "#components/format/parse-amount.ts";
import { formatPercent } from "#components/format/percent.ts";
import { compareDecimals } from "#components/format/string-decimal.ts";
import { AmountField } from "#components/ui/amount-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/modal.tsx";
import { ReasonField } from "#components/ui/reason-field.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { act, type ServerAction } from "#lib/client/acting.ts";
import type { BreachView, RiskLimitsView, RiskLimitView } from "#lib/contracts/risk.ts";
import { hindsight, usedFraction } from "./limit-use.ts";
import { ruleValue, ruleWords } from "./rule-words.ts";
import { type LimitNow, limitNow } from "./stale-limit.ts";

export type LimitUse = RiskLimitsView["items"][number];

export interface SetLimitBody {
  readonly accountId: string;
  readonly rule: LimitUse["rule"];
  readonly value: string;
  readonly version: number;
  readonly reason: string;
}

interface LimitEditorProps {
  readonly limit: LimitUse;
  readonly breaches: readonly BreachView[];
  readonly currency: string;
  readonly zone: string;
  readonly save: ServerAction<SetLimitBody, RiskLimitView>;
  readonly onClose: () => void;
  readonly onSaved: (limit: RiskLimitView) => void;
}

export function LimitEditor({ limit, breaches, currency, zone, save, onClose, onSaved }: LimitEditorProps) {
  const words = ruleWords(limit.rule);
  const [now, setNow] = useState<LimitNow>({ value: limit.value, version: limit.version, change: null });
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [left, setLeft] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  // One key for one intent: sending it twice after a lost answer changes the limit once.
  const [key, setKey] = useState(() => crypto.randomUUID());

  const read = parseAmount(typed, { places: words.counts ? 0 : 2 });
  const value = read.ok ? read.value : null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setLeft(true);
    if (busy || value === null || reason.trim() === "") return;
    setBusy(true);
    setTrouble(null);
    const body = { accountId: limit.accountId, rule: limit.rule, value, version: now.version, reason: reason.trim() };
    const outcome = await act(() => save(body, { idempotencyKey: key }));
    setBusy(false);
    if (outcome.ok) {
      onSaved(outcome.value);
      return;
    }
    if (outcome.problem !== null) setKey(crypto.randomUUID());
    const changed = limitNow(outcome.problem);
    if (changed !== null) setNow(changed);
    else setTrouble(outcome.sentence);
  }

  return (
    <Dialog open onClose={onClose} title={`Edit limit: ${words.label.toLowerCase()}`} dismissible={!busy}>
      <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
        <p className="text-muted">{words.meaning}</p>
        {now.change !== null && (
          <ChangedMeanwhile now={now} change={now.change} limit={limit} currency={currency} zone={zone} />
        )}
        <div className="grid grid-cols-2 gap-3">
          <div>
            <p className="mb-1 text-muted text-xs">Now</p>
            <p className="flex min-h-(--control) items-center justify-end rounded-md bg-raised px-2 font-semibold">
              {ruleValue(limit.rule, now.value, currency)}
            </p>
          </div>
          <AmountField
            id="limit-value"
            name="value"
            label="New"
            typed={typed}
            onTyped={(text) => {
              setTyped(text);
              setKey(crypto.randomUUID());
            }}
            places={words.counts ? 0 : 2}
            tick={words.counts ? "1" : "100"}
            stepFrom={now.value}
            unit={words.counts ? undefined : currency}
            showProblem={left}
            error={left && typed.trim() === "" ? "Enter the new value." : null}
            autoFocus
            onBlur={() => setLeft(typed !== "")}
          />
        </div>
        {value !== null && <Consequences limit={limit} value={value} breaches={breaches} />}
        <ReasonField
          id="limit-reason"
          label="Reason, kept in the audit"
          value={reason}
          required
          onChange={(event) => setReason(event.currentTarget.value)}
          error={left && value !== null && reason.trim() === "" ? "Say why." : null}
        />
        {trouble !== null && (
          <p role="alert" className="text-halt">
            {trouble}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose} disabled={busy}>
            Keep as it is
          </Button>
          <Button type="submit" variant="primary" busyText={busy ? "Saving…" : undefined}>
            {value === null
              ? "Set the limit"
              : `Set ${words.label.toLowerCase()} to ${ruleValue(limit.rule, value, currency)}`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface ChangedProps {
  readonly now: LimitNow;
  readonly change: { readonly reason: string; readonly at: string };
  readonly limit: LimitUse;
  readonly currency: string;
  readonly zone: string;
}

function ChangedMeanwhile({ now, change, limit, currency, zone }: ChangedProps) {
  return (
    <div role="alert" className="rounded-md border border-warn/60 bg-warn-soft p-2">
      <p className="font-semibold">Somebody else changed this limit meanwhile. Nothing of yours was saved.</p>
      <p>
        It was {ruleValue(limit.rule, limit.value, currency)} when you opened this and is{" "}
        {ruleValue(limit.rule, now.value, currency)} since <TimeText at={change.at} zone={zone} />
        {change.reason !== "" && <>, because: “{change.reason}”</>}. What you typed is still here; send it again only if
        you still mean it.
      </p>
    </div>
  );
}

interface ConsequencesProps {
  readonly limit: LimitUse;
  readonly value: string;
  readonly breaches: readonly BreachView[];
}

function Consequences({ limit, value, breaches }: ConsequencesProps) {
  const fraction = usedFraction(limit.used, value);
  const { refused, wouldPass } = hindsight(breaches, limit.rule, value);
  return (
    <ul aria-live="polite" className="list-disc pl-5 text-xs">
      {fraction !== null && (
        <li>
          {compareDecimals(fraction, "1") >= 0
            ? "It would be used up at once: new orders against it are refused until it falls."
            : `${formatPercent(fraction, { places: 0 })} of it would be used now.`}
        </li>
      )}
      <li>
        {refused === 0
          ? "No refusal by this limit among the latest breaches."
          : `Of the latest ${refused} ${refused === 1 ? "refusal" : "refusals"} by this limit it would have let ${wouldPass} pass.`}
      </li>
    </ul>
  );
}
