"use client";
// Changes how an account may trade and what its fills cost; asks why, and keeps what was chosen when somebody else was faster.
import { useState } from "react";
import { AmountField } from "#components/ui/amount-field.tsx";
import { ChangeDialog } from "#components/ui/change-dialog.tsx";
import { CheckField, SelectField } from "#components/ui/field.tsx";
import { asAction } from "#lib/client/acting.ts";
import { paths } from "#lib/client/paths.ts";
import {
  type CommissionKind,
  MULTIPLIERS,
  namesAmount,
  namesMinimum,
  type SlippageKind,
} from "#lib/domain/venue/account-terms.ts";
import {
  COMMISSION_WORDS,
  type DraftField,
  draftOfRules,
  readRules,
  rulesInWords,
  rulesNow,
  SLIPPAGE_WORDS,
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

const MULTIPLIER_OPTIONS = MULTIPLIERS.map((each) => ({
  value: `${each}`,
  label: each === 1 ? "Cash only" : `${each} times the equity`,
}));

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
        options={MULTIPLIER_OPTIONS}
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
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <CostField
        name="slippage"
        label="Slippage"
        words={SLIPPAGE_WORDS}
        kind={draft.slippageKind}
        onKind={(slippageKind) => set({ slippageKind })}
        whole="Of the price"
        typed={draft.slippageValue}
        onTyped={(slippageValue) => set({ slippageValue })}
        currency={currency}
        error={problems.slippageValue}
      />
      <CostField
        name="commission"
        label="Commission"
        words={COMMISSION_WORDS}
        kind={draft.commissionKind}
        onKind={(commissionKind) => set({ commissionKind })}
        whole="Of the value"
        typed={draft.commissionValue}
        onTyped={(commissionValue) => set({ commissionValue })}
        currency={currency}
        error={problems.commissionValue}
      />
      {namesMinimum(draft.commissionKind) && (
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

interface CostFieldProps<Kind extends SlippageKind | CommissionKind> {
  readonly name: "slippage" | "commission";
  readonly label: string;
  readonly words: { readonly [K in Kind]: string };
  readonly kind: Kind;
  readonly onKind: (kind: Kind) => void;
  /** What basis points are of. */
  readonly whole: string;
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  readonly currency: string;
  readonly error: string | undefined;
}

/** The kind, and beside it how much when the kind names an amount. */
function CostField<Kind extends SlippageKind | CommissionKind>(props: CostFieldProps<Kind>) {
  const { name, kind, words } = props;
  return (
    <>
      <SelectField
        id={`trading-${name}`}
        label={props.label}
        options={Object.entries<string>(words).map(([value, label]) => ({ value, label }))}
        value={kind}
        onChange={(event) => props.onKind(event.currentTarget.value as Kind)}
      />
      {namesAmount(kind) ? (
        <AmountField
          id={`trading-${name}-value`}
          name={name}
          label={kind === "bps" ? props.whole : "A unit"}
          typed={props.typed}
          onTyped={props.onTyped}
          unit={kind === "bps" ? "bps" : props.currency}
          error={props.error}
        />
      ) : (
        <span />
      )}
    </>
  );
}
