/** The statements of dispatch: claiming an order for the wire under a lease, and recording that the venue has it. */
import type { BrokerOrder } from "#lib/ports/broker.ts";
import { accountTurns } from "./account-turns.ts";
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

/** resolved: somebody else has settled the order meanwhile; changed: it is another one than spoken of. */
export type AcknowledgementWord = "done" | "resolved" | "changed";

/** How often an account that somebody holds is left alone before it is waited for. */
const PATIENCE = 6;

export async function acknowledgeDispatch(database: Database, told: Acknowledgement): Promise<AcknowledgementWord> {
  for (let attempt = 0; attempt < PATIENCE; attempt += 1) {
    const word = await acknowledgeTogether(database, told);
    if (word !== "later") return word;
    await pause(15);
  }
  // Alone: whoever waits for an account has no other in hand.
  const [word] = await acknowledge(database, [told], true);
  return word === undefined || word === "later" ? "changed" : word;
}

const acknowledgeTogether: (database: Database, told: Acknowledgement) => Promise<AcknowledgementWord | "later"> =
  gatherBy((database, told) => acknowledge(database, told, false), {
    apart: ({ accountId }) => [accountId],
    alike: true,
    // A storm on one account: its next order goes first, and all acknowledgements of that time go together.
    patienceMs: 50,
    turnsOf: accountTurns,
  });

async function acknowledge(
  database: Database,
  told: readonly Acknowledgement[],
  wait: boolean,
): Promise<(AcknowledgementWord | "later")[]> {
  // One word about each order in a statement: a second one about the same is old as soon as the first is written.
  const first = new Map(told.map((one) => [one.orderId, one]));
  const words = await callJson<{ readonly [orderId: string]: AcknowledgementWord | "later" }>(
    database.$queryRaw`select dispatch_acknowledge(${JSON.stringify([...first.values()])}::jsonb, ${wait}) as result`,
  );
  return told.map((one) => (first.get(one.orderId) === one ? (words[one.orderId] ?? "resolved") : "changed"));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
