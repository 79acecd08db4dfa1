"use client";
// Changes how an account may trade and what its fills cost; asks why, and keeps what was chosen when somebody else was faster.
import { useState } from "react";
import { AmountField } from "#components/ui/amount-field.tsx";
import { ChangeDialog } from "#components/ui/change-dialog.tsx";
import { CheckField, SelectField } from "#components/ui/field.tsx";
import { asAction } from "#lib/client/acting.ts";
import { paths } from "#lib/client/paths.ts";
import {
  COMMISSION_WORDS,
  type CommissionKind,
  type DraftField,
  draftOfRules,
  readRules,
  rulesInWords,
  rulesNow,
  SLIPPAGE_WORDS,
  type SlippageKind,
  sameRules,
  type TradingDraft,
  type TradingRules,
} from "./trading-draft.ts";

export type VersionedRules = TradingRules & { readonly version: number };

interface TradingDialogProps {
  readonly accountId: string;
  readonly accountName: string;
  readonly currency: string;
  readonly rules: VersionedRules;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

const MULTIPLIERS = [
  { value: "1", label: "Cash only" },
  { value: "2", label: "2 times the equity" },
  { value: "4", label: "4 times the equity" },
];

function optionsOf(words: { readonly [kind: string]: string }) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

export function TradingDialog({ accountId, accountName, currency, rules, onSaved, onClose }: TradingDialogProps) {
  const [now, setNow] = useState(rules);
  const [changed, setChanged] = useState(false);
  const [draft, setDraft] = useState(() => draftOfRules(rules));
  const read = readRules(draft);
  const set = (change: Partial<TradingDraft>) => setDraft((old) => ({ ...old, ...change }));
  return (
    <ChangeDialog<unknown>
      title={`How ${accountName} trades`}
      stale={
        changed ? (
          <>
            Somebody else changed these rules meanwhile. Now they are:{" "}
            {rulesInWords(now, currency)
              .map(([name, words]) => `${name.toLowerCase()} ${words}`)
              .join("; ")}
            . Nothing of yours was saved; what you chose is still here.
          </>
        ) : null
      }
      submitLabel="Set these rules"
      busyLabel="Setting…"
      idle={!read.ok || sameRules(read.rules, now)}
      send={async (reason) => {
        // The button waits until everything can be read.
        if (!read.ok) throw new Error("The figures cannot be read.");
        const body = { ...read.rules, version: now.version, reason };
        return asAction(paths.accountTrading(accountId), { method: "PUT", body });
      }}
      onStale={(current) => {
        const there = rulesNow(current);
        if (there === null) return false;
        setNow(there);
        setChanged(true);
        return true;
      }}
      onSaved={onSaved}
      onClose={onClose}
    >
      <SelectField
        id="trading-multiplier"
        label="Buying power"
        hint="What the account may buy beyond its cash is recorded as credit, and is the floor of its cash."
        options={MULTIPLIERS}
        value={draft.multiplier}
        onChange={(event) => set({ multiplier: event.currentTarget.value })}
      />
      <CheckField
        id="trading-shorting"
        label="Short selling"
        hint="Whole shares of instruments that can be borrowed; the proceeds and as much again are set aside."
        checked={draft.shorting}
        onChange={(event) => set({ shorting: event.currentTarget.checked })}
      />
      <CheckField
        id="trading-crossing"
        label="One order may turn a long position short, and a short one long"
        checked={draft.shorting && draft.allowCrossZero}
        disabled={!draft.shorting}
        onChange={(event) => set({ allowCrossZero: event.currentTarget.checked })}
      />
      <Costs draft={draft} set={set} problems={read.ok ? {} : read.problems} currency={currency} />
    </ChangeDialog>
  );
}

interface CostsProps {
  readonly draft: TradingDraft;
  readonly set: (change: Partial<TradingDraft>) => void;
  readonly problems: { readonly [F in DraftField]?: string };
  readonly currency: string;
}

function Costs({ draft, set, problems, currency }: CostsProps) {
  const unit = (kind: string) => (kind === "bps" ? "bps" : currency);
  const priced = (kind: string) => kind === "bps" || kind === "per_share";
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <SelectField
        id="trading-slippage"
        label="Slippage"
        options={optionsOf(SLIPPAGE_WORDS)}
        value={draft.slippageKind}
        onChange={(event) => set({ slippageKind: event.currentTarget.value as SlippageKind })}
      />
      {priced(draft.slippageKind) ? (
        <AmountField
          id="trading-slippage-value"
          name="slippage"
          label={draft.slippageKind === "bps" ? "Of the price" : "A unit"}
          typed={draft.slippageValue}
          onTyped={(slippageValue) => set({ slippageValue })}
          unit={unit(draft.slippageKind)}
          error={problems.slippageValue}
        />
      ) : (
        <span />
      )}
      <SelectField
        id="trading-commission"
        label="Commission"
        options={optionsOf(COMMISSION_WORDS)}
        value={draft.commissionKind}
        onChange={(event) => set({ commissionKind: event.currentTarget.value as CommissionKind })}
      />
      {priced(draft.commissionKind) ? (
        <AmountField
          id="trading-commission-value"
          name="commission"
          label={draft.commissionKind === "bps" ? "Of the value" : "A unit"}
          typed={draft.commissionValue}
          onTyped={(commissionValue) => set({ commissionValue })}
          unit={unit(draft.commissionKind)}
          error={problems.commissionValue}
        />
      ) : (
        <span />
      )}
      {draft.commissionKind === "per_share" && (
        <AmountField
          id="trading-commission-minimum"
          name="minimum"
          label="At least, an order"
          typed={draft.commissionMinimum}
          onTyped={(commissionMinimum) => set({ commissionMinimum })}
          unit={currency}
          error={problems.commissionMinimum}
        />
      )}
    </div>
  );
}
