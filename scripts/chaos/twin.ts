/**
 * Two small servers over the same verb, told apart by TWIN. `broken` claims the key in a transaction of its own before the effect, as is often
 * done: killed in between, it leaves a key that is taken and an order that never was. `whole` leaves claim, effect and answer in one
 * transaction. The same bookkeeping must see the one and find nothing in the other, or it would prove nothing.
 */

import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { claimKey, storeAnswer } from "#lib/db/idempotency.sql.ts";
import { canonical } from "#lib/domain/audit/canonical.ts";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import type { IdempotencyClaim } from "#lib/services/context.ts";
import { IdempotentReplay } from "#lib/services/idempotency.ts";
import type { SubmitOrderResult } from "#lib/services/orders/record-new-orders.ts";
import { submitOrder } from "#lib/services/orders/submit-order.ts";
import { openToolDesk } from "#lib/worker/tool-desk.ts";

interface Body {
  readonly accountId: string;
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly type: "market" | "limit";
  readonly timeInForce: "day";
  readonly quantity: string;
  readonly limitPrice?: string;
}

const { DATABASE_URL = "", BALLAST_HASH_KEY = "", TWIN_USER = "", TWIN = "broken" } = process.env;
const desk = await openToolDesk({
  url: DATABASE_URL,
  name: "broken-twin",
  source: "api",
  hashKey: BALLAST_HASH_KEY,
  accessRules: { sessionIdleMinutes: 60, sessionMaxHours: 1, signInFailuresMax: 5 },
});

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const render = (result: unknown): Answer => {
  const { order, refusal } = result as SubmitOrderResult;
  return { status: refusal === null ? 201 : 422, body: { id: order.id } };
};

function submit(body: Body, idempotency: IdempotencyClaim | null): Promise<SubmitOrderResult> {
  return submitOrder({
    ctx: { ...desk.contextFor({ id: TWIN_USER, role: "admin" }), idempotency },
    input: {
      ...body,
      accountId: asId<AccountId>(body.accountId),
      quantity: dec(body.quantity),
      notional: null,
      limitPrice: body.limitPrice === undefined ? null : dec(body.limitPrice),
      ...SIMPLE_TERMS,
    },
  });
}

async function placeWhole(claim: IdempotencyClaim, body: Body): Promise<Answer> {
  try {
    return render(await submit(body, claim));
  } catch (error) {
    if (error instanceof IdempotentReplay) return error.answer;
    throw error;
  }
}

async function placeBroken(claim: IdempotencyClaim, body: Body): Promise<Answer> {
  const { database } = desk;
  // The mistake: this commits by itself.
  const taken = await claimKey(database, { userId: TWIN_USER, ...claim });
  if (taken.claim === "replay" && taken.status !== null) return { status: taken.status, body: taken.body };
  if (taken.claim !== "new") return { status: 409, body: { code: "idempotency_key_in_use" } };
  const answer = render(await submit(body, null));
  await storeAnswer(database, { userId: TWIN_USER, key: claim.key, answer });
  return answer;
}

function place(key: string, body: Body): Promise<Answer> {
  const fingerprint = createHash("sha256").update(canonical(body)).digest("hex");
  const claim: IdempotencyClaim = { key, route: "twin", fingerprint, render };
  return TWIN === "whole" ? placeWhole(claim, body) : placeBroken(claim, body);
}

async function readBody(request: IncomingMessage): Promise<Body> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return JSON.parse(text) as Body;
}

const server = createServer((request, response) => {
  readBody(request)
    .then((body) => place(String(request.headers["idempotency-key"]), body))
    .catch((error: unknown): Answer => ({ status: 503, body: { code: "unavailable", detail: String(error) } }))
    .then(({ status, body }) => {
      const text = JSON.stringify(body);
      response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
      response.end(text);
    });
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" && address !== null ? address.port : 0);
});
process.on("disconnect", () => process.exit(0));
