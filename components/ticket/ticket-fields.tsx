"use client";
// What the ticket asks: side, size by quantity or amount, type and price, how long.
import { AmountField } from "#components/ui/amount-field.tsx";
import { SelectField } from "#components/ui/field.tsx";
import type { Side } from "#lib/domain/orders/order.ts";
import { Choice, type ChoiceOption } from "./choice.tsx";
import { AMOUNT_PLACES, type FieldProblems, QUANTITY_PLACES, type Sizing, type TicketDraft } from "./draft.ts";

const SIDES: readonly ChoiceOption<Side>[] = [
  { value: "buy", label: "Buy", chosen: "has-checked:bg-buy has-checked:text-ink" },
  { value: "sell", label: "Sell", chosen: "has-checked:bg-sell has-checked:text-ink" },
];
const SIZINGS: readonly ChoiceOption<Sizing>[] = [
  { value: "quantity", label: "Quantity" },
  { value: "amount", label: "Amount" },
];
const TYPES = [
  { value: "market", label: "Market" },
  { value: "limit", label: "Limit" },
];
const DURATIONS = [
  { value: "day", label: "Day" },
  { value: "gtc", label: "Until canceled" },
];

export interface TicketFieldsProps {
  /** Tells the ticket in the column from the one in the sheet. */
  readonly idPrefix: string;
  readonly draft: TicketDraft;
  readonly onChange: (part: Partial<TicketDraft>) => void;
  readonly problems: FieldProblems;
  /** Problems of the text itself show once the person tried to send. */
  readonly showProblems: boolean;
  readonly amountAllowed: boolean;
  readonly tick: string;
  readonly currency: string;
  /** Where stepping the limit price starts. */
  readonly price: string | null;
}

export function TicketFields(props: TicketFieldsProps) {
  const { idPrefix, draft, onChange, amountAllowed } = props;
  return (
    <>
      <Choice
        name={`${idPrefix}-side`}
        legend="Side"
        value={draft.side}
        options={SIDES}
        onChoose={(side) => onChange({ side })}
        large
      />
      {amountAllowed && (
        <Choice
          name={`${idPrefix}-sizing`}
          legend="Size by"
          value={draft.sizing}
          options={SIZINGS}
          onChoose={(sizing) => onChange({ sizing })}
        />
      )}
      {draft.sizing === "amount" && amountAllowed ? <AmountPart {...props} /> : <QuantityPart {...props} />}
    </>
  );
}

function AmountPart({ idPrefix, draft, onChange, problems, showProblems, currency }: TicketFieldsProps) {
  return (
    <>
      <AmountField
        id={`${idPrefix}-amount`}
        name="amount"
        label="Amount"
        typed={draft.amount}
        onTyped={(amount) => onChange({ amount })}
        places={AMOUNT_PLACES}
        tick="1"
        unit={currency}
        error={showProblems ? problems.amount : null}
      />
      <p className="text-muted text-xs">By amount: a market order for the day.</p>
    </>
  );
}

function QuantityPart({ idPrefix, draft, onChange, problems, showProblems, tick, currency, price }: TicketFieldsProps) {
  return (
    <>
      <AmountField
        id={`${idPrefix}-quantity`}
        name="quantity"
        label="Quantity"
        typed={draft.quantity}
        onTyped={(quantity) => onChange({ quantity })}
        places={QUANTITY_PLACES}
        tick="1"
        error={showProblems ? problems.quantity : null}
      />
      <div className="grid grid-cols-2 gap-2">
        <SelectField
          id={`${idPrefix}-type`}
          label="Type"
          options={TYPES}
          value={draft.type}
          onChange={({ currentTarget }) => onChange({ type: currentTarget.value === "limit" ? "limit" : "market" })}
        />
        <SelectField
          id={`${idPrefix}-time-in-force`}
          label="Good for"
          options={DURATIONS}
          value={draft.timeInForce}
          onChange={({ currentTarget }) => onChange({ timeInForce: currentTarget.value === "gtc" ? "gtc" : "day" })}
          error={showProblems ? problems.timeInForce : null}
        />
      </div>
      {draft.type === "limit" && (
        <AmountField
          id={`${idPrefix}-limit-price`}
          name="limitPrice"
          label="Limit price"
          typed={draft.limitPrice}
          onTyped={(limitPrice) => onChange({ limitPrice })}
          tick={tick}
          stepFrom={price ?? undefined}
          unit={currency}
          error={showProblems ? problems.limitPrice : null}
        />
      )}
    </>
  );
}
