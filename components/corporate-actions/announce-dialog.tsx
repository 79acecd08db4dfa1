"use client";
// Announces a corporate action: only the fields of its kind and whom it touches; what is due today is confirmed once more.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useRequestKey } from "#components/accounts/use-request-key.ts";
import { showInAddress } from "#components/ui/address-param.ts";
import { AmountField } from "#components/ui/amount-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { Dialog } from "#components/ui/modal.tsx";
import { ReasonField } from "#components/ui/reason-field.tsx";
import { SymbolField } from "#components/ui/symbol-field.tsx";
import { corporateActionPreviewOptions } from "#lib/client/corporate-actions.ts";
import { announce } from "./action-calls.ts";
import { KIND_HINTS, KIND_WORDS, KINDS } from "./action-words.ts";
import {
  type AnnounceBody,
  type AnnounceDraft,
  type AnnounceField,
  emptyAnnouncement,
  FIELDS,
  readAnnouncement,
  refusedFields,
} from "./announce-draft.ts";
import type { CorporateActionsDeskProps } from "./desk-props.ts";

interface AnnounceDialogProps extends CorporateActionsDeskProps {
  readonly onClose: () => void;
}

type Problems = { readonly [F in AnnounceField]?: string };

const KIND_OPTIONS = KINDS.map((kind) => ({
  value: kind,
  label: KIND_WORDS[kind].charAt(0).toUpperCase() + KIND_WORDS[kind].slice(1),
}));

function focusFirst(problems: Problems): void {
  const first = FIELDS.find((field) => problems[field] !== undefined);
  if (first !== undefined) document.getElementById(`action-${first}`)?.focus();
}

export function AnnounceDialog({ today, symbols, onClose }: AnnounceDialogProps) {
  const client = useQueryClient();
  const requestKey = useRequestKey();
  const [draft, setDraft] = useState(() => emptyAnnouncement(today));
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const [noReason, setNoReason] = useState(false);
  const [refused, setRefused] = useState<Problems>({});
  const [error, setError] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const [sure, setSure] = useState(false);
  const read = readAnnouncement(draft);
  const due = draft.exDay <= today;
  const problems = tried && !read.ok ? read.problems : refused;
  const set = (change: Partial<AnnounceDraft>) => {
    setDraft((old) => ({ ...old, ...change }));
    setRefused({});
    setError(null);
    setSure(false);
  };

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (sending) return;
    if (!read.ok) return focusFirst(read.problems);
    setNoReason(reason.trim() === "");
    if (reason.trim() === "") return document.getElementById("action-reason")?.focus();
    if (due && !sure) return setSure(true);
    const body = { ...read.body, reason: reason.trim() };
    setSending(true);
    const outcome = await announce(body, requestKey.keyFor(JSON.stringify(body)));
    setSending(false);
    if (!outcome.ok) {
      if (outcome.problem !== null) requestKey.forget();
      setSure(false);
      const fields = refusedFields(outcome.problem?.errors ?? []);
      if (fields === null) return setError(outcome.sentence);
      setRefused(fields);
      return focusFirst(fields);
    }
    requestKey.forget();
    await client.invalidateQueries({ queryKey: ["corporate-actions"] });
    onClose();
    // Next it is looked at: whom it touches.
    showInAddress("action", outcome.value.id);
  }

  return (
    <Dialog open onClose={onClose} title="Announce a corporate action" dismissible={!sending}>
      <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
        <SelectField
          id="action-kind"
          label="Kind"
          options={KIND_OPTIONS}
          value={draft.kind}
          hint={KIND_HINTS[draft.kind]}
          data-autofocus=""
          onChange={(event) => set({ kind: KINDS.find((kind) => kind === event.currentTarget.value) ?? draft.kind })}
        />
        <Fields today={today} draft={draft} problems={problems} symbols={symbols} set={set} tried={tried} />
        {read.ok && <Reach body={read.body} due={due} />}
        <ReasonField
          id="action-reason"
          label="Reason, kept in the audit"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={noReason && reason.trim() === "" ? "Give a reason, it is kept in the audit." : null}
        />
        {error !== null && (
          <p role="alert" className="text-halt">
            {error}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose} disabled={sending}>
            Announce nothing
          </Button>
          <Button
            type="submit"
            variant={sure ? "danger" : "primary"}
            busyText={sending ? "Announcing…" : undefined}
            // The second press of a double click is no answer to a question that came between them.
            onClick={(event) => event.detail > 1 && event.preventDefault()}
          >
            {due ? (sure ? "Yes, apply it now" : "Apply it today…") : `Announce it for ${draft.exDay}`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Whom it touches, as positions and orders are now. */
function Reach({ body, due }: { readonly body: AnnounceBody; readonly due: boolean }) {
  const { data, error } = useQuery(corporateActionPreviewOptions(body.symbol));
  if (data === undefined) {
    return (
      <p role="status" className={error === null ? "text-muted" : "text-halt"}>
        {error === null ? "Looking whom it touches…" : error.message}
      </p>
    );
  }
  const { accounts, openOrders } = data;
  const cancels = body.kind === "cash_dividend" ? 0 : openOrders;
  return (
    <p
      role="status"
      className={`rounded-md border p-2 ${due ? "border-warn/60 bg-warn-soft" : "border-line bg-raised"}`}
    >
      <b>
        {accounts === 0 ? "No account holds" : accounts === 1 ? "1 account holds" : `${accounts} accounts hold`}{" "}
        {body.symbol}
      </b>{" "}
      now. {due ? "It is due today and applied within seconds" : `It is applied on ${body.exDay}`}
      {cancels > 0 && (
        <>
          , and <b>{cancels === 1 ? "1 open order is" : `${cancels} open orders are`} canceled</b> first
        </>
      )}
      .
    </p>
  );
}

interface FieldsProps {
  readonly today: string;
  readonly draft: AnnounceDraft;
  readonly problems: Problems;
  readonly symbols: readonly string[];
  readonly tried: boolean;
  readonly set: (change: Partial<AnnounceDraft>) => void;
}

function Fields({ today, draft, problems, symbols, tried, set }: FieldsProps) {
  const amount = (
    field: "amount" | "ratioNew" | "ratioOld" | "cashInLieu",
    label: string,
    places: number,
    hint?: string,
  ) => (
    <AmountField
      id={`action-${field}`}
      name={field}
      label={label}
      typed={draft[field]}
      onTyped={(typed) => set({ [field]: typed })}
      places={places}
      showProblem={tried}
      error={problems[field]}
      hint={hint}
    />
  );
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <SymbolField
        id="action-symbol"
        label="Symbol"
        symbols={symbols}
        value={draft.symbol}
        error={problems.symbol}
        onChange={(event) => set({ symbol: event.currentTarget.value })}
      />
      <TextField
        id="action-exDay"
        type="date"
        label="Ex-day"
        min={today}
        hint="The first day on which it trades without it."
        value={draft.exDay}
        error={problems.exDay}
        onChange={(event) => set({ exDay: event.currentTarget.value })}
      />
      {draft.kind === "cash_dividend" && amount("amount", "Amount a unit", 18)}
      {draft.kind === "split" && (
        <div className="col-span-full grid grid-cols-2 gap-3">
          {amount("ratioNew", "New units", 0)}
          {amount("ratioOld", "for old units", 0)}
          <div className="col-span-full">
            {amount(
              "cashInLieu",
              "Cash in lieu of one unit, if any",
              18,
              "Pays for fractions where they are not held.",
            )}
          </div>
        </div>
      )}
      {draft.kind === "symbol_change" && (
        <SymbolField
          id="action-newSymbol"
          label="New symbol"
          value={draft.newSymbol}
          error={problems.newSymbol}
          onChange={(event) => set({ newSymbol: event.currentTarget.value })}
        />
      )}
    </div>
  );
}
