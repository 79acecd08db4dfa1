"use client";
// Adds one activity by hand: only the fields of its type, what it moves before it is booked, and each refusal at its field.
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useRequestKey } from "#components/accounts/use-request-key.ts";
import { formatMoney } from "#components/format/money.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { AmountField } from "#components/ui/amount-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { Dialog } from "#components/ui/modal.tsx";
import { SymbolField } from "#components/ui/symbol-field.tsx";
import type { Problem } from "#lib/contracts/problem.ts";
import type { FactType } from "#lib/domain/books/fact.ts";
import { addActivity } from "./activity-calls.ts";
import {
  type ActivityDraft,
  DRAFT_FIELDS,
  type DraftField,
  emptyDraft,
  fieldsOf,
  type Moves,
  mayBePaid,
  readDraft,
} from "./activity-draft.ts";
import { ACTIVITY_TYPES, TYPE_HINTS, TYPE_WORDS } from "./activity-words.ts";
import type { ActivitiesDeskProps } from "./desk-props.ts";

interface AddActivityDialogProps extends ActivitiesDeskProps {
  readonly onClose: () => void;
}

type Problems = { readonly [F in DraftField]?: string };

const TYPE_OPTIONS = ACTIVITY_TYPES.map((type) => ({ value: type, label: TYPE_WORDS[type] }));

export function AddActivityDialog(props: AddActivityDialogProps) {
  const { accountId, accountName, currency: base, today, hidden, onClose } = props;
  const client = useQueryClient();
  const requestKey = useRequestKey();
  const [draft, setDraft] = useState(() => emptyDraft("dividend", { day: today, currency: base }));
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<Problems>({});
  const [error, setError] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const read = readDraft(draft, base);
  const set = (change: Partial<ActivityDraft>) => {
    setDraft((old) => ({ ...old, ...change }));
    setRefused({});
    setError(null);
  };

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (sending) return;
    setTried(true);
    if (!read.ok) return;
    setSending(true);
    const outcome = await addActivity(accountId, read.body, requestKey.keyFor(JSON.stringify(read.body)));
    setSending(false);
    if (!outcome.ok) {
      if (outcome.problem !== null) requestKey.forget();
      const { fields, rest } = fieldProblems(outcome.problem);
      setRefused(fields);
      return setError(rest ?? (Object.keys(fields).length > 0 ? null : outcome.sentence));
    }
    requestKey.forget();
    for (const head of ["activities", "portfolio", "positions", "performance", "accounts"])
      void client.invalidateQueries({ queryKey: [head] });
    onClose();
  }

  const problems: Problems = { ...(read.ok || !tried ? {} : read.problems), ...refused };
  return (
    <Dialog open onClose={onClose} title={`Add an activity to ${accountName}`} dismissible={!sending}>
      <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
        <SelectField
          id="add-type"
          label="Type"
          options={TYPE_OPTIONS}
          value={draft.type}
          hint={TYPE_HINTS[draft.type]}
          data-autofocus=""
          onChange={(event) => {
            const type = ACTIVITY_TYPES.find((each) => each === event.currentTarget.value);
            if (type !== undefined) set({ type });
          }}
        />
        <Fields {...props} draft={draft} problems={problems} set={set} showProblems={tried} />
        <p className="rounded-md border border-line bg-raised p-2" role="status">
          {read.ok ? (
            <WhatMoves type={draft.type} moves={read.moves} hidden={hidden} />
          ) : (
            <span className="text-muted">What it moves shows here before it is booked.</span>
          )}
        </p>
        {error !== null && (
          <p role="alert" className="text-halt">
            {error}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose} disabled={sending}>
            Add nothing
          </Button>
          <Button type="submit" variant="primary" busyText={sending ? "Booking…" : undefined}>
            Book this {TYPE_WORDS[draft.type]}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface FieldsProps extends AddActivityDialogProps {
  readonly draft: ActivityDraft;
  readonly problems: Problems;
  readonly showProblems: boolean;
  readonly set: (change: Partial<ActivityDraft>) => void;
}

function Fields({ draft, problems, showProblems, set, symbols, currency: base, accountZone, today }: FieldsProps) {
  const fields = fieldsOf(draft, base);
  const unit = draft.currency.trim().toUpperCase() || base;
  const amount = (
    field: DraftField,
    label: string,
    more: { readonly unit?: string; readonly hint?: string; readonly places?: number } = {},
  ) =>
    fields[field] !== undefined && (
      <AmountField
        id={`add-${field}`}
        name={field}
        label={fields[field] === "optional" ? `${label}, if any` : label}
        typed={draft[field]}
        onTyped={(typed) => set({ [field]: typed })}
        showProblem={showProblems}
        error={problems[field]}
        {...more}
      />
    );
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField
        id="add-day"
        type="date"
        label="Day"
        max={today}
        value={draft.day}
        error={problems.day}
        hint={`In ${accountZone}`}
        onChange={(event) => set({ day: event.currentTarget.value })}
      />
      {fields.symbol !== undefined && (
        <SymbolField
          id="add-symbol"
          label={fields.symbol === "optional" ? "Symbol, if any" : "Symbol"}
          symbols={symbols}
          value={draft.symbol}
          error={problems.symbol}
          onChange={(event) => set({ symbol: event.currentTarget.value })}
        />
      )}
      {amount("quantity", "Quantity")}
      {amount("unitPrice", draft.type === "transfer_in" ? "Cost of one unit" : "Price of one unit", {
        unit,
        places: 18,
      })}
      {amount("amount", "Amount", { unit, places: 18 })}
      {mayBePaid(draft.type) && (
        <SelectField
          id="add-paid"
          label="It was"
          options={[
            { value: "received", label: "received" },
            { value: "paid", label: "paid" },
          ]}
          value={draft.paid ? "paid" : "received"}
          onChange={(event) => set({ paid: event.currentTarget.value === "paid" })}
        />
      )}
      {amount("ratioNew", "New units", { places: 0 })}
      {amount("ratioOld", "for old units", { places: 0 })}
      {amount("fee", "Fee", { unit, places: 18 })}
      {fields.currency !== undefined && (
        <TextField
          id="add-currency"
          label="Currency"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={3}
          value={draft.currency}
          error={problems.currency}
          onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() })}
        />
      )}
      {amount("fxToBase", `One ${unit} in ${base}`, {
        unit: base,
        places: 18,
        hint: "The rate of that day, when left out.",
      })}
    </div>
  );
}

/** Exactly what will be booked, in words. */
function WhatMoves({
  type,
  moves,
  hidden,
}: {
  readonly type: FactType;
  readonly moves: Moves;
  readonly hidden: boolean;
}) {
  const { cash, units, symbol, ratio, currency } = moves;
  if (ratio !== null) {
    return (
      <>
        Every {ratio[1]} {symbol} become <b>{ratio[0]}</b>. No cash moves, cost stays.
      </>
    );
  }
  return (
    <>
      {cash === null ? (
        "No cash moves"
      ) : (
        <>
          Cash <b>{formatMoney(cash, { currency, signed: true, hidden })}</b>
        </>
      )}
      {units !== null && (
        <>
          , {symbol} <b>{formatQuantity(units, { signed: true, hidden })}</b>
        </>
      )}
      {type === "deposit" && ", counted as inflow"}
      {type === "withdrawal" && ", counted as outflow"}.
    </>
  );
}

/** The server's refusals at their fields; what belongs to none is said below. */
function fieldProblems(problem: Problem | null): { readonly fields: Problems; readonly rest: string | null } {
  const fields: { [F in DraftField]?: string } = {};
  const rest: string[] = [];
  for (const { pointer, detail } of problem?.errors ?? []) {
    const name = pointer.split("/").at(-1) ?? "";
    const field = NAMES[name] ?? DRAFT_FIELDS.find((each) => each === name);
    if (field === undefined) rest.push(detail);
    else fields[field] = detail;
  }
  return { fields, rest: rest.length === 0 ? null : rest.join(" ") };
}

const NAMES: { readonly [name: string]: DraftField } = {
  date: "day",
  day: "day",
  ratio: "ratioNew",
  price: "unitPrice",
  gross: "amount",
};
