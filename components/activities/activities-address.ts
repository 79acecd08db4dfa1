// The activities page's address: filters, the open activity and the place in the list all live in it.
import { cursorOf, dayOf, hrefOf, oneOf, type RawSearch, text } from "#components/orders/orders-address.ts";
import { ACTIVITY_TYPES } from "./activity-words.ts";

export interface ActivityFilters {
  readonly type?: (typeof ACTIVITY_TYPES)[number] | undefined;
  readonly symbol?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** What one import brought. */
  readonly importId?: string | undefined;
}

export interface ActivitiesPlace extends ActivityFilters {
  readonly cursor?: string | undefined;
  /** The activity whose drawer is open. */
  readonly activity?: string | undefined;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function readActivitiesPlace(raw: RawSearch): ActivitiesPlace {
  const symbol = text(raw["symbol"])?.toUpperCase();
  return {
    type: oneOf(ACTIVITY_TYPES, text(raw["type"])),
    symbol: symbol !== undefined && /^[A-Z0-9./-]{1,20}$/.test(symbol) ? symbol : undefined,
    from: dayOf(raw["from"]),
    to: dayOf(raw["to"]),
    importId: idOf(raw["importId"]),
    cursor: cursorOf(raw["cursor"]),
    activity: idOf(raw["activity"]),
  };
}

function idOf(given: RawSearch[string]): string | undefined {
  const id = text(given)?.toLowerCase();
  return id !== undefined && ID.test(id) ? id : undefined;
}

export function activitiesHref(place: ActivitiesPlace): string {
  return hrefOf("/activities", { ...place });
}

export function hasActivityFilters({ type, symbol, from, to, importId }: ActivityFilters): boolean {
  return [type, symbol, from, to, importId].some((filter) => filter !== undefined);
}

/** What the list is asked for; the page on the server and the browser ask in the very same words. */
export function activitiesFilter(accountId: string, { type, symbol, from, to, importId, cursor }: ActivitiesPlace) {
  return { accountId, type, symbol, from, to, importId, cursor };
}
