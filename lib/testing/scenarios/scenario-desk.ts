/** What the scenarios of one test file share: a desk on a database of its own, with the paper venue and a stepped market behind it. */

import type { SessionMode } from "#lib/domain/market/calendar/sessions.ts";
import type { Context } from "#lib/services/context.ts";
import { setSessionMode } from "#lib/services/market/set-session-mode.ts";
import type { ContextOptions } from "../context.ts";
import { openVenueDesk, type VenueDesk } from "../venue-desk.ts";
import type { WireState } from "./scenario.ts";

export interface ScenarioDesk extends VenueDesk {
  /** As seen by whoever acts; orders go the way that the wire allows. */
  actorFor(options?: ContextOptions): Context;
  setWire(state: WireState): void;
  wire(): WireState;
  setMode(mode: SessionMode): Promise<void>;
}

/** Each behaves in its own way: plain, in whole shares only, never sold short, not tradable, and below a dollar. */
const INSTRUMENTS = {
  AAPL: { shortable: true },
  MSFT: { shortable: true },
  NVDA: { shortable: true, fractionable: false },
  TSLA: { shortable: false },
  AMZN: { shortable: true, tradable: false },
  "BTC/USD": {},
} as const;

export async function openScenarioDesk(appUrl: string): Promise<ScenarioDesk> {
  const venue = await openVenueDesk(appUrl, Object.keys(INSTRUMENTS));
  for (const [symbol, data] of Object.entries(INSTRUMENTS)) {
    await venue.desk.database.asset.updateMany({ where: { symbol }, data });
  }
  let wire: WireState = "up";
  const { broker } = venue.contextFor();
  const wired: Context["broker"] = {
    ...broker,
    submit: async (order) => {
      if (wire === "cut") throw new NoAnswer();
      if (wire === "refusing") return { kind: "refused", reason: "closed to this order" };
      const answer = await broker.submit(order);
      if (wire === "lost") throw new NoAnswer();
      return answer;
    },
    replace: async (...sent) => {
      if (wire === "cut") throw new NoAnswer();
      const answer = await broker.replace(...sent);
      if (wire === "lost") throw new NoAnswer();
      return answer;
    },
  };
  return {
    ...venue,
    actorFor: (options) => ({ ...venue.contextFor(options), broker: wired }),
    setWire(state) {
      wire = state;
      venue.desk.flags["orders.eager_dispatch"] = state !== "down";
    },
    wire: () => wire,
    async setMode(mode) {
      const { sessions, sessionsVersion } = await venue.desk.database.marketState.findUniqueOrThrow({
        where: { id: 1 },
      });
      if (sessions === mode) return;
      await setSessionMode({
        ctx: venue.contextFor(),
        input: { mode, version: sessionsVersion, reason: "A scenario asks for it" },
      });
    },
  };
}

/** What a caller sees when an order was sent and the line went dead. */
export class NoAnswer extends Error {
  constructor() {
    super("no answer came");
  }
}
