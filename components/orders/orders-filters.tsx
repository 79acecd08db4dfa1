"use client";
// The filters of the orders: an ordinary form whose answers become the address.
import type { FormEvent } from "react";
import { statusLook } from "#components/ticket/order-words.ts";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import {
  hasFilters,
  ORDER_SOURCES,
  type OrdersPlace,
  ordersHref,
  readOrdersPlace,
  TAB_STATUSES,
} from "./orders-address.ts";
import { sourceWord } from "./reason-words.ts";

interface OrdersFiltersProps {
  readonly place: OrdersPlace;
  readonly symbols: readonly string[];
}

const SIDE_OPTIONS = [
  { value: "", label: "Buy and sell" },
  { value: "buy", label: "Buy" },
  { value: "sell", label: "Sell" },
];

const SOURCE_OPTIONS = [
  { value: "", label: "Anywhere" },
  ...ORDER_SOURCES.map((source) => ({ value: source, label: sourceWord(source) })),
];

export function OrdersFilters({ place, symbols }: OrdersFiltersProps) {
  const { tab, symbol, side, status, source, from, to } = place;
  const statuses = TAB_STATUSES[tab];

  // Without JavaScript the form itself makes the address; here it becomes one without empty parts.
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]),
    );
    history.pushState(null, "", ordersHref(readOrdersPlace(given)));
  }
  return (
    <form
      // The fields take what the address says when it changes.
      key={ordersHref({ ...place, cursor: undefined })}
      action="/orders"
      onSubmit={submit}
      aria-label="Filter orders"
      className="no-print grid grid-cols-2 items-end gap-2 border-line border-b p-3 sm:grid-cols-4 lg:grid-cols-7"
    >
      {tab !== "all" && <input type="hidden" name="tab" value={tab} />}
      <TextField
        id="order-symbol"
        name="symbol"
        label="Symbol"
        list="order-symbols"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={20}
        defaultValue={symbol ?? ""}
        data-search
      />
      <datalist id="order-symbols">
        {symbols.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <SelectField id="order-side" name="side" label="Side" options={SIDE_OPTIONS} defaultValue={side ?? ""} />
      <SelectField
        id="order-status"
        name="status"
        label="Status"
        disabled={statuses.length === 1}
        options={[
          { value: "", label: statuses.length === 1 ? statusLook(statuses[0] ?? "").word : "Any" },
          ...(statuses.length === 1 ? [] : statuses.map((each) => ({ value: each, label: statusLook(each).word }))),
        ]}
        defaultValue={status ?? ""}
      />
      <SelectField
        id="order-source"
        name="source"
        label="Source"
        options={SOURCE_OPTIONS}
        defaultValue={source ?? ""}
      />
      <TextField id="order-from" name="from" type="date" label="From day" defaultValue={from ?? ""} />
      <TextField id="order-to" name="to" type="date" label="To day" defaultValue={to ?? ""} />
      <div className="flex gap-2">
        <Button type="submit">Filter</Button>
        {hasFilters(place) && (
          <LinkButton href={ordersHref({ tab })} variant="quiet" scroll={false}>
            Clear
          </LinkButton>
        )}
      </div>
    </form>
  );
}
