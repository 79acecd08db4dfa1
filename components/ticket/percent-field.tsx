"use client";
// A percentage of the equity and the quantity that it buys now; the quantity stays as it was when the percentage was typed.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { formatMoney } from "#components/format/money.ts";
import { parseAmount } from "#components/format/parse-amount.ts";
import { formatPrice } from "#components/format/price.ts";
import { AmountField } from "#components/ui/amount-field.tsx";
import { orderPreviewOptions } from "#lib/client/orders.ts";
import { priceFields } from "./applies.ts";
import { PERCENT_PLACES } from "./draft.ts";
import type { TicketFieldsProps } from "./field-props.ts";
import { percentSize } from "./percent-size.ts";

export function PercentField(props: TicketFieldsProps) {
  const { idPrefix, accountId, draft, onChange, market, tick, currency, hidden } = props;
  const limit = priceFields(draft)[0] === "limitPrice" ? parseAmount(draft.limitPrice) : null;
  const price = limit?.ok ? limit.value : props.price;
  const { symbol, side } = draft;
  // The equity comes with any preview; of one unit there always is one.
  const query = useQuery(
    orderPreviewOptions({ accountId, symbol, side, type: "market", timeInForce: "day", quantity: "1" }),
  );
  const equity = query.data?.equity ?? null;
  const sizeOf = (typed: string) => {
    const read = parseAmount(typed, { places: PERCENT_PLACES });
    if (!read.ok || equity === null || price === null) return null;
    return percentSize({ equity, percent: read.value, price, assetClass: market.assetClass });
  };
  const size = sizeOf(draft.percent);
  // What was typed before the equity was known gets its quantity when it is.
  const waiting = useRef(equity === null);
  useEffect(() => {
    if (!waiting.current || equity === null) return;
    waiting.current = false;
    if (draft.quantity === "" && size?.quantity != null) onChange({ quantity: size.quantity });
  }, [equity, draft.quantity, size, onChange]);
  const words =
    equity === null
      ? query.isError
        ? "The server did not answer with your equity."
        : "Asking for your equity…"
      : size === null || price === null
        ? `Of ${formatMoney(equity, { currency, hidden })}.`
        : size.quantity === null
          ? `${formatMoney(size.value, { currency, hidden })} does not buy one ${symbol}.`
          : `${formatMoney(size.value, { currency, hidden })} at ${formatPrice(price, { tick })}.`;
  return (
    <AmountField
      id={`${idPrefix}-percent`}
      name="percent"
      label="Percent of equity"
      typed={draft.percent}
      onTyped={(percent) => onChange({ percent, quantity: sizeOf(percent)?.quantity ?? "" })}
      places={PERCENT_PLACES}
      tick="1"
      unit="%"
      hint={words}
      showProblem
    />
  );
}
