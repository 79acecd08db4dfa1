"use client";
// The fields of stops, trailing stops and exits, and the switch for extended hours; loaded when one of them applies.
import { AmountField } from "#components/ui/amount-field.tsx";
import { CheckField } from "#components/ui/field.tsx";
import { hoursApply, priceFields } from "./applies.ts";
import { Choice, type ChoiceOption } from "./choice.tsx";
import type { TicketDraft } from "./draft.ts";
import { priceProps, type TicketFieldsProps } from "./field-props.ts";

const TRAILS: readonly ChoiceOption<TicketDraft["trailBy"]>[] = [
  { value: "amount", label: "By amount" },
  { value: "percent", label: "By percent" },
];

export function FurtherPrices(props: TicketFieldsProps) {
  return props.draft.type === "trailing_stop" ? <TrailFields {...props} /> : <StopFields {...props} />;
}

export function FurtherTerms(props: TicketFieldsProps) {
  const { idPrefix, draft, onChange, market } = props;
  return (
    <>
      {draft.exits !== "none" && <ExitFields {...props} />}
      {hoursApply(market, draft) && (
        <CheckField
          id={`${idPrefix}-hours`}
          label="Also before the open and after the close"
          hint={draft.hours === "extended" ? "From 04:00 to 20:00 New York. Prices are thinner then." : undefined}
          checked={draft.hours === "extended"}
          onChange={({ currentTarget }) => onChange({ hours: currentTarget.checked ? "extended" : "core" })}
        />
      )}
    </>
  );
}

function StopFields(props: TicketFieldsProps) {
  const { draft } = props;
  const reached = draft.side === "buy" ? "rises" : "falls";
  const limited = draft.type === "stop_limit";
  return (
    <>
      <AmountField
        {...priceProps(props, "stopPrice")}
        label="Stop price"
        hint={`When the price ${reached} to it, a ${limited ? "limit" : "market"} order goes out.`}
      />
      {limited && <AmountField {...priceProps(props, "limitPrice")} label="Limit price" />}
    </>
  );
}

function TrailFields(props: TicketFieldsProps) {
  const { idPrefix, draft, onChange, currency } = props;
  const byPercent = draft.trailBy === "percent";
  const best = draft.side === "sell" ? "highest" : "lowest";
  const side = draft.side === "sell" ? "below" : "above";
  return (
    <>
      <Choice
        name={`${idPrefix}-trail-by`}
        legend="Trail"
        value={draft.trailBy}
        options={TRAILS}
        // An amount is no percentage: what stood there means nothing any more.
        onChoose={(trailBy) => onChange({ trailBy, trail: "" })}
      />
      <AmountField
        {...priceProps(props, "trail")}
        label={byPercent ? "Trail in percent" : "Trail"}
        unit={byPercent ? "%" : currency}
        {...(byPercent ? { tick: "0.1", places: 2 } : {})}
        stepFrom={undefined}
        hint={`The stop follows the ${best} price, this far ${side} it, and never turns back.`}
      />
    </>
  );
}

function ExitFields(props: TicketFieldsProps) {
  const { draft } = props;
  const fields = priceFields(draft);
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 rounded-md border border-line p-2.5">
      <legend className="px-1 text-muted text-xs">{HEADS[draft.exits]}</legend>
      {fields.includes("takeProfitPrice") && (
        <AmountField {...priceProps(props, "takeProfitPrice")} label="Take profit at" />
      )}
      {fields.includes("stopLossPrice") && (
        <>
          <AmountField {...priceProps(props, "stopLossPrice")} label="Stop loss at" />
          <AmountField
            {...priceProps(props, "stopLossLimit")}
            label="Stop loss limit (optional)"
            stepFrom={draft.stopLossPrice === "" ? undefined : draft.stopLossPrice}
            hint="Not beyond this price; in a fast market it may then stay unfilled."
          />
        </>
      )}
      <p className="text-muted text-xs">{HELP[draft.exits]}</p>
    </fieldset>
  );
}

const HEADS: { readonly [E in TicketDraft["exits"]]: string } = {
  none: "",
  bracket: "Bracket",
  take_profit: "Exit",
  stop_loss: "Exit",
  oco: "One cancels the other",
};

const HELP: { readonly [E in TicketDraft["exits"]]: string } = {
  none: "",
  bracket: "Both wait until the order is filled. The one that fills first cancels the other.",
  take_profit: "It waits until the order is filled.",
  stop_loss: "It waits until the order is filled.",
  oco: "Both work at once on a position you have. The one that fills first cancels the other.",
};
