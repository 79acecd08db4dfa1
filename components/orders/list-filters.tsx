"use client";
// What the filters of orders, trades and activities have in common: the form, the symbol, the side and the days.
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/class-names.ts";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { SymbolField } from "#components/ui/symbol-field.tsx";
import type { Side } from "#lib/domain/orders/order.ts";
import { AddressForm } from "./address-form.tsx";
import type { RawSearch } from "./orders-address.ts";

interface ListFiltersProps {
  readonly path: string;
  readonly label: string;
  readonly hrefOf: (given: RawSearch) => string;
  /** Where nothing is filtered; null where nothing is. */
  readonly clearHref: string | null;
  /** How many columns on a wide screen. */
  readonly columns: string;
  readonly children: ReactNode;
  /** Below the fields: what is filtered and has no field. */
  readonly note?: ReactNode;
}

export function ListFilters({ clearHref, columns, children, note, ...form }: ListFiltersProps) {
  return (
    <AddressForm
      {...form}
      className={cx("no-print grid grid-cols-2 items-end gap-2 border-line border-b p-3", columns)}
    >
      {children}
      <div className="flex gap-2">
        <Button type="submit">Filter</Button>
        {clearHref !== null && (
          <LinkButton href={clearHref} variant="quiet" scroll={false}>
            Clear
          </LinkButton>
        )}
      </div>
      {note}
    </AddressForm>
  );
}

interface SymbolFilterProps {
  readonly symbol: string | undefined;
  readonly symbols: readonly string[];
}

export function SymbolFilter({ symbol, symbols }: SymbolFilterProps) {
  return (
    <SymbolField
      id="filter-symbol"
      name="symbol"
      label="Symbol"
      symbols={symbols}
      defaultValue={symbol ?? ""}
      data-search
    />
  );
}

const SIDE_OPTIONS = [
  { value: "", label: "Buy and sell" },
  { value: "buy", label: "Buy" },
  { value: "sell", label: "Sell" },
];

export function SideFilter({ side }: { readonly side: Side | undefined }) {
  return <SelectField id="filter-side" name="side" label="Side" options={SIDE_OPTIONS} defaultValue={side ?? ""} />;
}

interface DayFieldProps {
  readonly name: string;
  readonly label: string;
  readonly day: string | undefined;
  readonly max?: string;
}

export function DayField({ name, label, day, ...rest }: DayFieldProps) {
  return <TextField id={`filter-${name}`} name={name} type="date" label={label} defaultValue={day ?? ""} {...rest} />;
}

export function DayFilters({ from, to }: { readonly from: string | undefined; readonly to: string | undefined }) {
  return (
    <>
      <DayField name="from" label="From day" day={from} />
      <DayField name="to" label="To day" day={to} />
    </>
  );
}
