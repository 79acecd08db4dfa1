/** The statements of dispatch: claiming an order for the wire under a lease, and recording that the venue has it. */
import type { BrokerOrder } from "#lib/ports/broker.ts";
import type { Database, Tx } from "./client.ts";
import { callJson } from "./named-statement.ts";

export type DispatchClaim =
  | { readonly claimed: true; readonly order: BrokerOrder }
  | {
      readonly claimed: false;
      readonly dispatch?: string | null;
      readonly status?: string | null;
      readonly halt?: { readonly scope: string; readonly reason: string };
    };

/** Commits `sending` before anything goes on the wire. A statement of its own: it commits at once. */
export function claimDispatch(database: Database, orderId: string, leaseSeconds: number): Promise<DispatchClaim> {
  return callJson(
    database.$queryRaw`select dispatch_claim(${orderId}::uuid, make_interval(secs => ${leaseSeconds}::int)) as result`,
  );
}

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
export function acknowledgeDispatch(
  database: Database | Tx,
  acknowledgement: Acknowledgement,
): Promise<boolean | null> {
  return callJson(database.$queryRaw`select dispatch_acknowledge(${JSON.stringify(acknowledgement)}::jsonb) as result`);
}
