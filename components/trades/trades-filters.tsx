"use client";
// The filters of the trades: an ordinary form whose answers become the address.
import type { FormEvent } from "react";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { LinkButton, TextLink } from "#components/ui/link-button.tsx";
import { hasTradeFilters, readTradesPlace, type TradesPlace, tradesHref } from "./trades-address.ts";

interface TradesFiltersProps {
  readonly place: TradesPlace;
  readonly symbols: readonly string[];
}

const SIDE_OPTIONS = [
  { value: "", label: "Buy and sell" },
  { value: "buy", label: "Buy" },
  { value: "sell", label: "Sell" },
];

export function TradesFilters({ place, symbols }: TradesFiltersProps) {
  const { symbol, side, from, to, orderId } = place;

  // Without JavaScript the form itself makes the address; here it becomes one without empty parts.
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]),
    );
    history.pushState(null, "", tradesHref(readTradesPlace(given)));
  }
  return (
    <form
      // The fields take what the address says when it changes.
      key={tradesHref({ ...place, cursor: undefined, trade: undefined })}
      action="/trades"
      onSubmit={submit}
      aria-label="Filter trades"
      className="no-print grid grid-cols-2 items-end gap-2 border-line border-b p-3 sm:grid-cols-5"
    >
      <TextField
        id="trade-symbol"
        name="symbol"
        label="Symbol"
        list="trade-symbols"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={20}
        defaultValue={symbol ?? ""}
        data-search
      />
      <datalist id="trade-symbols">
        {symbols.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <SelectField id="trade-side" name="side" label="Side" options={SIDE_OPTIONS} defaultValue={side ?? ""} />
      <TextField id="trade-from" name="from" type="date" label="From day" defaultValue={from ?? ""} />
      <TextField id="trade-to" name="to" type="date" label="To day" defaultValue={to ?? ""} />
      <div className="flex gap-2">
        <Button type="submit">Filter</Button>
        {hasTradeFilters(place) && (
          <LinkButton href="/trades" variant="quiet" scroll={false}>
            Clear
          </LinkButton>
        )}
      </div>
      {orderId !== undefined && (
        <p className="col-span-full text-muted text-xs">
          <input type="hidden" name="orderId" value={orderId} />
          Only the fills of <TextLink href={`/orders/${orderId}`}>one order</TextLink>.
        </p>
      )}
    </form>
  );
}
