"use client";
// A table whose rows open a drawer with all their fields, also those that a phone's two lines leave out.
import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { hrefWith, showInAddress } from "./address-param.ts";
import { FieldLine, FieldList } from "./field-list.tsx";
import { Drawer } from "./modal.tsx";
import { ShallowLinks } from "./shallow-links.tsx";
import { type Column, Table, type TableProps } from "./table.tsx";

type MoreFields = { readonly [name: string]: ReactNode };

interface DrawerTableProps<Row> extends Omit<TableProps<Row>, "rowHref" | "rowLabel" | "selectedKey"> {
  /** The name under which the open row stands in the address. */
  readonly param: string;
  readonly titleOf: (row: Row) => string;
  /** Fields that have no column. */
  readonly more?: (row: Row) => MoreFields;
}

export function DrawerTable<Row>({ param, titleOf, more, ...table }: DrawerTableProps<Row>) {
  const search = useSearchParams();
  const openKey = search.get(param) ?? undefined;
  const open = table.rows.find((row) => table.rowKey(row) === openKey);
  return (
    <>
      <ShallowLinks>
        <Table
          {...table}
          rowHref={(row) => hrefWith(search, param, table.rowKey(row))}
          rowLabel={(row) => `${titleOf(row)}: details`}
          selectedKey={openKey}
        />
      </ShallowLinks>
      {open !== undefined && (
        <Drawer open title={titleOf(open)} onClose={() => showInAddress(param, null)}>
          <RowInFull columns={table.columns} row={open} more={more?.(open) ?? {}} />
        </Drawer>
      )}
    </>
  );
}

interface RowInFullProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly row: Row;
  readonly more: MoreFields;
}

/** Columns without a head hold what can be done with the row. */
export function RowInFull<Row>({ columns, row, more }: RowInFullProps<Row>) {
  const show = ({ cell, inDrawer = cell }: Column<Row>) => inDrawer(row);
  return (
    <div className="flex flex-col gap-4">
      <FieldList>
        {columns
          .filter(({ header }) => header !== "")
          .map((column) => (
            <FieldLine key={column.key} name={column.header}>
              {show(column)}
            </FieldLine>
          ))}
        {Object.entries(more).map(([name, value]) => (
          <FieldLine key={name} name={name}>
            {value}
          </FieldLine>
        ))}
      </FieldList>
      {columns
        .filter(({ header }) => header === "")
        .map((column) => (
          <div key={column.key} className="flex flex-wrap gap-2 empty:hidden">
            {show(column)}
          </div>
        ))}
    </div>
  );
}
