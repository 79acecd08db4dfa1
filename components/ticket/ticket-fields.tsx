"use client";
// What the ticket asks: side, size, type and prices, how long; only the fields that apply, the rarer ones loaded when they do.
import { Suspense } from "react";
import { AmountField } from "#components/ui/amount-field.tsx";
import { SelectField } from "#components/ui/field.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { ORDER_TYPES, type Side, TIMES_IN_FORCE } from "#lib/domain/orders/order.ts";
import { exitsApply, hoursApply, priceFields, timesFor, typesFor } from "./applies.ts";
import { Choice, type ChoiceOption } from "./choice.tsx";
import { EXIT_WORDS, optionsOf, TIME_WORDS, TYPE_WORDS } from "./choice-words.ts";
import { AMOUNT_PLACES, type Exits, type FieldProblems, QUANTITY_PLACES, type Sizing } from "./draft.ts";
import { priceProps, type TicketFieldsProps } from "./field-props.ts";

const FurtherPrices = lazyPart(async () => (await import("./further-fields.tsx")).FurtherPrices);
const FurtherTerms = lazyPart(async () => (await import("./further-fields.tsx")).FurtherTerms);
const PercentField = lazyPart(async () => (await import("./percent-field.tsx")).PercentField);

const SIDES: readonly ChoiceOption<Side>[] = [
  { value: "buy", label: "Buy", chosen: "has-checked:bg-buy has-checked:text-ink" },
  { value: "sell", label: "Sell", chosen: "has-checked:bg-sell has-checked:text-ink" },
];
const SIZINGS: readonly ChoiceOption<Sizing>[] = [
  { value: "quantity", label: "Quantity" },
  { value: "amount", label: "Amount" },
  { value: "percent", label: "% equity" },
];
const EXITS: readonly Exits[] = ["none", "bracket", "take_profit", "stop_loss", "oco"];

export function TicketFields(props: TicketFieldsProps) {
  const { idPrefix, draft, onChange, market } = props;
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
      <Choice
        name={`${idPrefix}-sizing`}
        legend="Size by"
        value={draft.sizing}
        options={market.amountAllowed ? SIZINGS : SIZINGS.filter(({ value }) => value !== "amount")}
        onChoose={(sizing) => onChange({ sizing })}
      />
      <SizePart {...props} />
      {draft.sizing !== "amount" && <KindPart {...props} />}
    </>
  );
}

function SizePart(props: TicketFieldsProps) {
  const { idPrefix, draft, onChange, problems, showProblems, currency } = props;
  if (draft.sizing === "amount") {
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
  return (
    <>
      {draft.sizing === "percent" && (
        <Suspense fallback={<Loading />}>
          <PercentField {...props} />
        </Suspense>
      )}
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
    </>
  );
}

function KindPart(props: TicketFieldsProps) {
  const { idPrefix, draft, onChange, problems, showProblems, market } = props;
  const fields = priceFields(draft);
  const error = (field: keyof FieldProblems) => (showProblems ? problems[field] : null);
  return (
    <>
      <div className="grid grid-cols-2 gap-2">
        {/* An OCO is its two exits, and has no type of its own to choose. */}
        {draft.exits !== "oco" && (
          <SelectField
            id={`${idPrefix}-type`}
            label="Type"
            options={optionsOf(typesFor(market), TYPE_WORDS)}
            value={draft.type}
            onChange={({ currentTarget }) => {
              const type = ORDER_TYPES.find((each) => each === currentTarget.value);
              if (type !== undefined) onChange({ type });
            }}
            error={error("type")}
          />
        )}
        <SelectField
          id={`${idPrefix}-time-in-force`}
          label="Good for"
          options={optionsOf(timesFor(market, draft), TIME_WORDS)}
          value={draft.timeInForce}
          onChange={({ currentTarget }) => {
            const timeInForce = TIMES_IN_FORCE.find((each) => each === currentTarget.value);
            if (timeInForce !== undefined) onChange({ timeInForce });
          }}
          error={error("timeInForce")}
        />
      </div>
      {fields[0] === "limitPrice" && <AmountField {...priceProps(props, "limitPrice")} label="Limit price" />}
      {(fields[0] === "stopPrice" || fields[0] === "trail") && (
        <Suspense fallback={<Loading />}>
          <FurtherPrices {...props} />
        </Suspense>
      )}
      {exitsApply(market, draft) && (
        <SelectField
          id={`${idPrefix}-exits`}
          label="Exits"
          options={optionsOf(EXITS, EXIT_WORDS)}
          value={draft.exits}
          onChange={({ currentTarget }) => {
            const exits = EXITS.find((each) => each === currentTarget.value);
            if (exits !== undefined) onChange({ exits });
          }}
          error={error("exits")}
        />
      )}
      {(draft.exits !== "none" || hoursApply(market, draft)) && (
        <Suspense fallback={<Loading />}>
          <FurtherTerms {...props} />
        </Suspense>
      )}
    </>
  );
}

function Loading() {
  return <p className="text-muted text-xs">Loading…</p>;
}
