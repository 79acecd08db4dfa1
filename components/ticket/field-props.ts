// What the ticket's fields are given, and what a price field needs beside its name.
import type { Market } from "./applies.ts";
import type { FieldProblems, PriceField, TicketDraft } from "./draft.ts";
import { priceStep } from "./price-step.ts";

export interface TicketFieldsProps {
  /** Tells the ticket in the column from the one in the sheet. */
  readonly idPrefix: string;
  readonly accountId: string;
  /** As it fits the market. */
  readonly draft: TicketDraft;
  readonly onChange: (part: Partial<TicketDraft>) => void;
  readonly problems: FieldProblems;
  /** Problems of the text itself show once the person tried to send. */
  readonly showProblems: boolean;
  readonly market: Market;
  readonly tick: string;
  readonly currency: string;
  readonly hidden: boolean;
  /** Where stepping a price starts: what the order would meet. */
  readonly price: string | null;
}

export function priceProps(props: TicketFieldsProps, field: PriceField) {
  const { idPrefix, draft, onChange, problems, showProblems, currency, price } = props;
  const tick = priceStep(price, props.market.assetClass, props.tick);
  return {
    id: `${idPrefix}-${field}`,
    name: field,
    typed: draft[field],
    onTyped: (typed: string) => onChange({ [field]: typed }),
    tick,
    stepFrom: price ?? undefined,
    unit: currency,
    error: showProblems ? problems[field] : null,
  };
}
