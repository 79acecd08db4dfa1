// The imports page's address: which kind, which import is open, which of its rows, and the place in the list.
import { cursorOf, hrefOf, oneOf, type RawSearch, text } from "#components/orders/orders-address.ts";
import type { ImportRowsFilter, ImportScope } from "#lib/client/paths.ts";

export const IMPORT_TABS = ["activities", "prices"] as const;
export type ImportTab = (typeof IMPORT_TABS)[number];

export const ROW_TABS = ["all", "refused", "accepted", "duplicate", "warnings"] as const;
export type RowTab = (typeof ROW_TABS)[number];

export interface ImportsPlace {
  readonly tab: ImportTab;
  /** Of prices: everybody's instead of the account's own. */
  readonly whose?: "desk" | undefined;
  /** The import that is looked at; without one, the form and the list of earlier ones. */
  readonly import?: string | undefined;
  readonly rows: RowTab;
  readonly cursor?: string | undefined;
  /** The row whose fields are open. */
  readonly row?: string | undefined;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function readImportsPlace(raw: RawSearch): ImportsPlace {
  const id = text(raw["import"])?.toLowerCase();
  const row = text(raw["row"]);
  return {
    tab: oneOf(IMPORT_TABS, text(raw["tab"])) ?? "activities",
    whose: oneOf(["desk"] as const, text(raw["whose"])),
    import: id !== undefined && ID.test(id) ? id : undefined,
    rows: oneOf(ROW_TABS, text(raw["rows"])) ?? "all",
    cursor: cursorOf(raw["cursor"]),
    row: row !== undefined && /^\d{1,6}$/.test(row) ? row : undefined,
  };
}

export function importsHref({ tab, rows, ...rest }: ImportsPlace): string {
  return hrefOf("/imports", {
    ...(tab === "activities" ? {} : { tab, whose: rest.whose }),
    import: rest.import,
    ...(rows === "all" ? {} : { rows }),
    cursor: rest.cursor,
    row: rest.row,
  });
}

/** The list of one kind, with nothing opened. */
export function listHref({ tab, whose }: Pick<ImportsPlace, "tab" | "whose">): string {
  return importsHref({ tab, whose, rows: "all" });
}

/** Prices may be the account's own or everybody's; the desk's are for administrators. */
export function scopeOf({ tab, whose }: Pick<ImportsPlace, "tab" | "whose">, accountId: string): ImportScope {
  if (tab === "activities") return { kind: "activities", accountId };
  return whose === "desk" ? { kind: "prices" } : { kind: "prices", accountId };
}

export function rowsFilter({ rows, cursor }: Pick<ImportsPlace, "rows" | "cursor">): ImportRowsFilter {
  return rows === "all" ? { cursor } : { show: rows, cursor };
}

/** Without an account only the desk's prices are left; without the permission they are not there at all. */
export function allowedPlace(place: ImportsPlace, accountId: string | null, mayImportDesk: boolean): ImportsPlace {
  if (accountId === null) return { ...place, tab: "prices", whose: "desk" };
  return mayImportDesk ? place : { ...place, whose: undefined };
}
