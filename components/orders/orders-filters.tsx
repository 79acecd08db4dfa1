"use client";
// The filters of the orders.
import { statusLook } from "#components/ticket/order-words.ts";
import { SelectField } from "#components/ui/field.tsx";
import { DayFilters, ListFilters, SideFilter, SymbolFilter } from "./list-filters.tsx";
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

const SOURCE_OPTIONS = [
  { value: "", label: "Anywhere" },
  ...ORDER_SOURCES.map((source) => ({ value: source, label: sourceWord(source) })),
];

export function OrdersFilters({ place, symbols }: OrdersFiltersProps) {
  const { tab, symbol, side, status, source, from, to } = place;
  const statuses = TAB_STATUSES[tab];
  return (
    <ListFilters
      key={ordersHref({ ...place, cursor: undefined })}
      path="/orders"
      label="Filter orders"
      hrefOf={(given) => ordersHref(readOrdersPlace(given))}
      clearHref={hasFilters(place) ? ordersHref({ tab }) : null}
      columns="sm:grid-cols-4 lg:grid-cols-7"
    >
      {tab !== "all" && <input type="hidden" name="tab" value={tab} />}
      <SymbolFilter symbol={symbol} symbols={symbols} />
      <SideFilter side={side} />
      <SelectField
        id="filter-status"
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
        id="filter-source"
        name="source"
        label="Source"
        options={SOURCE_OPTIONS}
        defaultValue={source ?? ""}
      />
      <DayFilters from={from} to={to} />
    </ListFilters>
  );
}
