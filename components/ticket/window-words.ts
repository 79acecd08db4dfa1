// When an order would work, in words: now and until when, or what it waits for.
import type { OrderPreviewView } from "#lib/contracts/order.ts";
import type { AssetClass } from "#lib/domain/market/instrument.ts";
import type { TimeInForce } from "#lib/domain/orders/order.ts";

interface WindowOptions {
  readonly window: OrderPreviewView["window"];
  /** The venue's time when it was asked. */
  readonly venueAt: string;
  readonly timeInForce: TimeInForce;
  readonly assetClass: AssetClass;
}

const WEEK_MS = 6 * 24 * 3_600_000;

/** "Monday 09:30 New York", with its date when it is further away than a week. */
export function venueMoment(at: string, venueAt: string, assetClass: AssetClass): string {
  const crypto = assetClass === "crypto";
  const timeZone = crypto ? "UTC" : "America/New_York";
  const day = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  const time = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const near = Date.parse(at) - Date.parse(venueAt) < WEEK_MS;
  const name = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "long",
    ...(near ? {} : { day: "numeric", month: "short" }),
  });
  const date = new Date(at);
  const today = day.format(date) === day.format(new Date(venueAt));
  return `${today ? "today" : name.format(date)} ${time.format(date)} ${crypto ? "UTC" : "New York"}`;
}

export function windowWords({ window, venueAt, timeInForce, assetClass }: WindowOptions): string {
  const { worksFrom, expiresAt, phase } = window;
  const moment = (at: string) => venueMoment(at, venueAt, assetClass);
  const later = worksFrom !== null && Date.parse(worksFrom) > Date.parse(venueAt);
  if (timeInForce === "opg" || timeInForce === "cls") {
    const auction = timeInForce === "opg" ? "open" : "close";
    return later ? `Trades at the ${auction}, ${moment(worksFrom)}.` : `Trades at the next ${auction}.`;
  }
  if (timeInForce === "ioc" || timeInForce === "fok") return "Trades at once or not at all.";
  const until = expiresAt === null ? "until you cancel it" : `until ${moment(expiresAt)}`;
  if (!later) return `Works now, ${until}.`;
  const closed = phase === "closed" ? "The market is closed" : "Outside its hours";
  return `${closed}: this order waits for ${moment(worksFrom)}, then works ${until}.`;
}
