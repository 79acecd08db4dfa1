/** The statements of dispatch: claiming an order for the wire under a lease, and recording that the venue has it. */
import type { BrokerOrder } from "#lib/ports/broker.ts";
import type { Database } from "./client.ts";
import { gatherBy } from "./gather.ts";
import { callJson } from "./named-statement.ts";

export type DispatchClaim =
  | {
      readonly claimed: true;
      readonly order: BrokerOrder & {
        /** The order whose place it takes at the venue, and what was known to be filled of that. */
        readonly replacesId: string | null;
        readonly knownFilled: string | null;
      };
    }
  | {
      readonly claimed: false;
      readonly dispatch?: string | null;
      readonly status?: string | null;
      readonly halt?: { readonly scope: string; readonly reason: string } | null;
    };

/** Long enough for any answer that still comes, short enough that a lost order is looked for soon. */
const LEASE_SECONDS = 10;

/** Commits `sending` before anything goes on the wire. A statement of its own: it commits at once. Claimed twice, the second finds it gone. */
export const claimDispatch: (database: Database, orderId: string) => Promise<DispatchClaim> = gatherBy(
  async (database, orderIds) => {
    const ids = [...new Set(orderIds)];
    const claims = await callJson<{ readonly [orderId: string]: DispatchClaim } | null>(
      database.$queryRaw`select dispatch_claim(${ids}::uuid[], make_interval(secs => ${LEASE_SECONDS}::int)) as result`,
    );
    const given = new Set<string>();
    return orderIds.map((orderId) => {
      const claim = given.has(orderId) ? undefined : claims?.[orderId];
      given.add(orderId);
      return claim ?? { claimed: false };
    });
  },
);

export interface Acknowledgement {
  readonly orderId: string;
  readonly accountId: string;
  /** Of the order that events, audit and stream speak of. */
  readonly version: number;
  readonly events: readonly unknown[];
  readonly audit: readonly unknown[];
  readonly stream: unknown;
}

/** False when somebody else has resolved the order meanwhile; null when it has changed since that version. */
export const acknowledgeDispatch: (database: Database, acknowledgement: Acknowledgement) => Promise<boolean | null> =
  gatherBy(async (database, acknowledgements) => {
    // One word about each order in a statement: a second one about the same is old as soon as the first is written.
    const first = new Map(acknowledgements.map((one) => [one.orderId, one]));
    const written = await callJson<{ readonly [orderId: string]: boolean | null }>(
      database.$queryRaw`select dispatch_acknowledge(${JSON.stringify([...first.values()])}::jsonb) as result`,
    );
    return acknowledgements.map((one) => (first.get(one.orderId) === one ? (written[one.orderId] ?? null) : null));
  });
