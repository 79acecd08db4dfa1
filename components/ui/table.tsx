// The dense table: sortable sticky head, right-aligned numerals, and at phone width two lines a row that open the drawer.
import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./class-names.ts";
import { Icon } from "./icon.tsx";

/** Where a column stands in the two lines of a phone row; a column without a place is left to the drawer. */
export type PhonePlace = "lead" | "trail" | "sub" | "subtrail";

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  /** Says the head in full where it is abbreviated or empty. */
  readonly headerTitle?: string;
  /** Stands in the head instead of the words, such as a box that chooses all rows. */
  readonly head?: ReactNode;
  readonly align?: "start" | "end";
  readonly phone?: PhonePlace;
  /** Shown only where the window has room for every column; the row's own page says it too. */
  readonly roomy?: boolean;
  readonly sort?: { readonly href: string; readonly direction: "ascending" | "descending" | null };
  readonly cell: (row: Row) => ReactNode;
  /** What the row's drawer shows instead of the cell, where there is more room. */
  readonly inDrawer?: (row: Row) => ReactNode;
  /** Goes into the totals row. */
  readonly total?: ReactNode;
}

export interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Opens the row's drawer or page: a real link over the whole row, placed in the first column that has a head in words. */
  readonly rowHref?: (row: Row) => string;
  readonly rowLabel?: (row: Row) => string;
  readonly selectedKey?: string | undefined;
  readonly density?: "compact" | "comfortable";
  /** Scrolls inside itself under a sticky head when taller than this CSS length. */
  readonly maxHeight?: string;
  readonly totals?: boolean;
}

// Cells shown on a phone are placed on a grid of two lines; the others wait for a wider screen.
const PHONE: Record<PhonePlace, string> = {
  lead: "phone:col-start-1 phone:row-start-1 phone:text-left phone:font-semibold",
  trail: "phone:col-start-2 phone:row-start-1 phone:text-right",
  sub: "phone:col-start-1 phone:row-start-2 phone:text-left phone:text-xs phone:text-muted",
  subtrail: "phone:col-start-2 phone:row-start-2 phone:text-right phone:text-xs phone:text-muted",
};

/** A wide table gives up what is least needed before the page would scroll sideways. */
const ROOMY = "max-[88rem]:hidden";

function placeOf(column: Pick<Column<never>, "phone" | "align" | "roomy">): string {
  return cx(
    column.roomy && ROOMY,
    column.align === "end" && "text-right",
    column.phone === undefined ? "phone:hidden" : cx("phone:min-w-0 phone:p-0", PHONE[column.phone]),
  );
}

function SortMark({ direction }: { direction: "ascending" | "descending" | null }) {
  if (direction === null) return null;
  return <Icon name={direction === "ascending" ? "arrow-up" : "arrow-down"} className="size-3" />;
}

function Head<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return (
    <thead className="phone:sr-only">
      <tr>
        {columns.map((column) => (
          <th
            key={column.key}
            scope="col"
            title={column.headerTitle}
            aria-sort={column.sort ? (column.sort.direction ?? "none") : undefined}
            className={cx(
              "sticky top-(--table-top) z-10 print:static h-(--row) whitespace-nowrap border-line border-b bg-panel px-2 font-medium text-muted text-xs first:pl-3 last:pr-3",
              column.align === "end" ? "text-right" : "text-left",
              column.roomy && ROOMY,
            )}
          >
            {column.head !== undefined ? (
              column.head
            ) : column.sort ? (
              <Link href={column.sort.href} scroll={false} className="inline-flex items-center gap-1 hover:text-text">
                {column.header}
                <SortMark direction={column.sort.direction} />
              </Link>
            ) : (
              column.header
            )}
            {column.header === "" && column.head === undefined && <span className="sr-only">{column.headerTitle}</span>}
          </th>
        ))}
      </tr>
    </thead>
  );
}

const PHONE_ROW = "phone:grid phone:grid-cols-[minmax(0,1fr)_auto] phone:gap-x-3 phone:px-3 phone:py-1.5";

export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, rowKey, rowHref, rowLabel, selectedKey, density, maxHeight, totals = false } = props;
  const linked = columns.find(({ header }) => header !== "");
  return (
    <div
      // A box that scrolls must be reachable by keyboard, also when nothing inside it is.
      {...(maxHeight === undefined ? {} : { tabIndex: 0, role: "region", "aria-label": caption })}
      data-density={density}
      style={maxHeight === undefined ? undefined : { maxHeight }}
      className={cx(
        "min-w-0 rounded-b-lg",
        maxHeight === undefined
          ? "[--table-top:var(--header)] max-xl:overflow-x-auto max-xl:[--table-top:0px] print:overflow-visible"
          : "overflow-auto [--table-top:0px] print:max-h-none! print:overflow-visible",
      )}
    >
      <table className="w-full border-separate border-spacing-0 phone:block">
        <caption className="sr-only">{caption}</caption>
        <Head columns={columns} />
        <tbody className="phone:block">
          {rows.map((row) => {
            const key = rowKey(row);
            return (
              <tr
                key={key}
                aria-current={key === selectedKey || undefined}
                className={cx(
                  "relative phone:border-line phone:border-b phone:last:border-b-0 aria-[current]:bg-raised",
                  rowHref && "hover:bg-raised/60",
                  PHONE_ROW,
                )}
              >
                {columns.map((column) => (
                  <td
                    key={column.key}
                    className={cx(
                      "whitespace-nowrap wide:h-(--row) wide:border-line wide:border-b wide:px-2 wide:first:pl-3 wide:last:pr-3 wide:[tr:last-child>&]:border-b-0",
                      placeOf(column),
                    )}
                  >
                    {column === linked && rowHref ? (
                      <Link
                        href={rowHref(row)}
                        scroll={false}
                        prefetch={false}
                        className="after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
                      >
                        {column.cell(row)}
                        {/* The name must contain what is seen, so the words are added and replace nothing. */}
                        {rowLabel && <span className="sr-only"> {rowLabel(row)}</span>}
                      </Link>
                    ) : (
                      column.cell(row)
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
        {totals && (
          <tfoot className="phone:block">
            <tr className={cx("font-semibold", PHONE_ROW)}>
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={cx(
                    "whitespace-nowrap border-line-strong wide:h-(--row) wide:border-t wide:px-2 wide:first:pl-3 wide:last:pr-3",
                    placeOf(column),
                  )}
                >
                  {column.total}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

/** Buttons in a row stand above the row's own link. */
export function RowActions({ children }: { children: ReactNode }) {
  return <span className="no-print relative z-[1] inline-flex items-center gap-1">{children}</span>;
}
