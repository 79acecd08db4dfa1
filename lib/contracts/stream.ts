/** The live stream on the wire: server-sent events and what they carry. */
import { z } from "zod";
import { Id, Instant } from "./common.ts";
import { QuoteView } from "./instrument.ts";

export const StreamQuery = z.strictObject({
  accountId: Id.optional().meta({ description: "Whose events; without it only quotes and what concerns the desk." }),
  lastEventId: z
    .string()
    .regex(/^\d{1,18}$/, "must be the id of an event")
    .optional()
    .meta({ description: "For readers that cannot send the header Last-Event-ID." }),
});

/** First; `resumed` says whether the events since Last-Event-ID follow, or everything must be read anew. */
export const HelloEvent = z.strictObject({
  at: Instant,
  accountId: Id.nullable(),
  seq: z.string(),
  resumed: z.boolean(),
});
export type HelloEvent = z.output<typeof HelloEvent>;

export const QuotesEvent = z.strictObject({ at: Instant, items: z.array(QuoteView) });
export type QuotesEvent = z.output<typeof QuotesEvent>;

/** Numbered without gaps per account; the number is the event's id. */
export const AccountEvent = z.strictObject({
  seq: z.string(),
  type: z.enum(["order", "execution", "balance", "limit", "halt", "breach", "performance"]),
  entityId: Id.nullable(),
  payload: z.unknown(),
});
export type AccountEvent = z.output<typeof AccountEvent>;

export const ByeEvent = z.strictObject({
  reason: z.enum(["session_ended", "permission_lost", "shutting_down", "stream_off", "too_slow"]),
});
export type ByeEvent = z.output<typeof ByeEvent>;
