// The activities page's address: filters, the open activity and the place in the list all live in it.
import {
  cursorOf,
  dayOf,
  hrefOf,
  idOf,
  oneOf,
  type RawSearch,
  symbolOf,
  text,
} from "#components/orders/orders-address.ts";
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

export function readActivitiesPlace(raw: RawSearch): ActivitiesPlace {
  return {
    type: oneOf(ACTIVITY_TYPES, text(raw["type"])),
    symbol: symbolOf(raw["symbol"]),
    from: dayOf(raw["from"]),
    to: dayOf(raw["to"]),
    importId: idOf(raw["importId"]),
    cursor: cursorOf(raw["cursor"]),
    activity: idOf(raw["activity"]),
  };
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
