// Ids are UUIDv7 strings, branded so that an order's id cannot stand where an account's is asked for.
declare const brand: unique symbol;

type Id<Name extends string> = string & { readonly [brand]: { readonly [K in Name]: true } };

export type UserId = Id<"User">;
export type AccountId = Id<"Account">;
export type AssetId = Id<"Asset">;
/** Every instrument is an asset of the ledger; not every asset (a currency) is an instrument. */
export type InstrumentId = AssetId & Id<"Instrument">;
export type OrderId = Id<"Order">;
export type ExecutionId = Id<"Execution">;
export type JournalId = Id<"Journal">;
export type PostingId = Id<"Posting">;
export type HoldId = Id<"Hold">;
export type LotId = Id<"Lot">;
export type HaltId = Id<"Halt">;
export type BreachId = Id<"Breach">;
export type RiskLimitId = Id<"RiskLimit">;
export type FlagId = Id<"Flag">;
export type AuditEventId = Id<"AuditEvent">;
export type SessionId = Id<"Session">;
export type ApiKeyId = Id<"ApiKey">;
export type RequestId = Id<"Request">;

/** Brands a string that is known to be such an id: read from our own tables, made by our generator, or checked by a schema. */
export function asId<T extends string>(text: string): T {
  return text as T;
}
