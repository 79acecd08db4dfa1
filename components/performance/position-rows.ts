// The rows of the positions table: what is held, what is closed, what belongs to no symbol, so that the columns make the totals.
import { compareDecimals, signOf, subtractDecimals } from "#components/format/string-decimal.ts";
import { sumOf } from "#components/portfolio/position-sums.ts";
import type { PerformanceReport, ReportPosition } from "#lib/domain/performance/report.ts";
import type { Basis, PositionSort } from "./performance-address.ts";
import { ofBasis } from "./report-style.ts";

/** Amounts in the account's currency. */
export interface RowAmounts {
  readonly cost: string | null;
  readonly marketValue: string | null;
  readonly unrealised: string | null;
  readonly realised: string | null;
  /** Dividends and interest. */
  readonly income: string | null;
  readonly fees: string | null;
  readonly pnl: string | null;
}

export interface PerformanceRow extends RowAmounts {
  readonly kind: "held" | "closed" | "all-closed" | "account";
  readonly key: string;
  readonly name: string;
  readonly position: ReportPosition | null;
}

export function isHeld({ quantity }: Pick<ReportPosition, "quantity">): boolean {
  return signOf(quantity) !== 0;
}

export interface RowChoice {
  readonly basis: Basis;
  readonly sort: PositionSort;
  /** Each closed one in a row of its own. */
  readonly closed: boolean;
}

export function positionRows(report: PerformanceReport, choice: RowChoice): readonly PerformanceRow[] {
  const rows = report.positions.map((position) => rowOf(position, choice.basis));
  const held = sorted(
    rows.filter(({ kind }) => kind === "held"),
    choice.sort,
  );
  const closed = sorted(
    rows.filter(({ kind }) => kind === "closed"),
    choice.sort,
  );
  const account = accountRow(report, rows, choice.basis);
  return [
    ...held,
    ...(choice.closed || closed.length === 0 ? closed : [allClosed(closed)]),
    ...(account === null ? [] : [account]),
  ];
}

function rowOf(position: ReportPosition, basis: Basis): PerformanceRow {
  const { base, instrumentId, name } = position;
  return {
    kind: isHeld(position) ? "held" : "closed",
    key: instrumentId,
    name,
    position,
    cost: ofBasis(base.cost, basis),
    marketValue: base.marketValue,
    unrealised: ofBasis(base.unrealised, basis),
    realised: ofBasis(base.realised, basis),
    income: base.income,
    fees: base.fees,
    pnl: ofBasis(base.pnl, basis),
  };
}

const COLUMNS = ["cost", "marketValue", "unrealised", "realised", "income", "fees", "pnl"] as const;

function summed(rows: readonly RowAmounts[]): RowAmounts {
  const sums = COLUMNS.map((column) => [column, sumOf(rows.map((row) => row[column]))] as const);
  return Object.fromEntries(sums) as unknown as RowAmounts;
}

function allClosed(closed: readonly PerformanceRow[]): PerformanceRow {
  return { kind: "all-closed", key: "closed", name: `${closed.length} closed`, position: null, ...summed(closed) };
}

/** Interest on cash, fees and taxes of no trade, and what rates did to cash: the difference between the rows and the totals. */
function accountRow(
  { totals }: PerformanceReport,
  rows: readonly PerformanceRow[],
  basis: Basis,
): PerformanceRow | null {
  const sums = summed(rows);
  const income = sumOf([totals.income, totals.interest]);
  const amounts: RowAmounts = {
    cost: "0",
    marketValue: "0",
    unrealised: "0",
    realised: "0",
    income: less(income, sums.income),
    fees: less(totals.fees, sums.fees),
    pnl: less(ofBasis(totals.pnl, basis), sums.pnl),
  };
  const nothing = [amounts.income, amounts.fees, amounts.pnl].every((value) => value === null || signOf(value) === 0);
  return nothing ? null : { kind: "account", key: "account", name: "Cash and account", position: null, ...amounts };
}

function less(total: string | null, part: string | null): string | null {
  return total === null || part === null ? null : subtractDecimals(total, part);
}

function sorted(rows: readonly PerformanceRow[], sort: PositionSort): readonly PerformanceRow[] {
  const name = ({ position }: PerformanceRow) => position?.symbol ?? "";
  if (sort === "symbol") return rows.toSorted((a, b) => (name(a) < name(b) ? -1 : 1));
  const column = sort === "value" ? "marketValue" : sort;
  return rows.toSorted((a, b) => compareDecimals(b[column] ?? "0", a[column] ?? "0"));
}

/** The totals as the rows make them. */
export function rowTotals(rows: readonly PerformanceRow[]): RowAmounts {
  return summed(rows);
}
