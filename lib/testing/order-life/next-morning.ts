/** Goes on to ten in the morning, New York time in winter, of the next day on which the exchange trades. */
import { isNyseTradingDay } from "#lib/domain/market/calendar/nyse-rules.ts";
import { toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import type { Life } from "./life.ts";

const DAY_MS = 86_400_000;

export async function nextMorning(life: Life): Promise<void> {
  const ten = new Date(life.at);
  ten.setUTCHours(15, 0, 0, 0);
  do ten.setTime(ten.getTime() + DAY_MS);
  while (!isNyseTradingDay(toLocalDate(ten, VENUE_ZONE)));
  await life.step({ kind: "clock", minutes: Math.round((ten.getTime() - life.at.getTime()) / 60_000) });
}
