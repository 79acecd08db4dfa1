/**
 * A desk broken on purpose: it claims the key in a transaction of its own before the effect, as is often done. Killed in between, it leaves a
 * key that is taken and an order that never was. The same bookkeeping must see that, or it would see nothing.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { claimKey, storeAnswer } from "#lib/db/idempotency.sql.ts";
import { canonical } from "#lib/domain/audit/canonical.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
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

const { DATABASE_URL = "", BALLAST_HASH_KEY = "", TWIN_USER = "" } = process.env;
const desk = await openToolDesk({
  url: DATABASE_URL,
  name: "broken-twin",
  source: "api",
  hashKey: BALLAST_HASH_KEY,
  accessRules: { sessionIdleMinutes: 60, sessionMaxHours: 1, signInFailuresMax: 5 },
});

async function place(key: string, body: Body): Promise<{ readonly status: number; readonly body: unknown }> {
  const { database } = desk;
  const fingerprint = createHash("sha256").update(canonical(body)).digest("hex");
  // The mistake: this commits by itself.
  const claim = await claimKey(database, { userId: TWIN_USER, key, route: "twin", fingerprint });
  if (claim.claim === "replay" && claim.status !== null) return { status: claim.status, body: claim.body };
  if (claim.claim !== "new") return { status: 409, body: { code: "idempotency_key_in_use" } };
  const { order, refusal } = await submitOrder({
    ctx: desk.contextFor({ id: TWIN_USER, role: "admin" }),
    input: {
      ...body,
      accountId: asId<AccountId>(body.accountId),
      quantity: dec(body.quantity),
      notional: null,
      limitPrice: body.limitPrice === undefined ? null : dec(body.limitPrice),
    },
  });
  const answer = { status: refusal === null ? 201 : 422, body: { id: order.id } };
  await storeAnswer(database, { userId: TWIN_USER, key, answer, entityId: order.id });
  return answer;
}

async function readBody(request: IncomingMessage): Promise<Body> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return JSON.parse(text) as Body;
}

const server = createServer((request, response) => {
  readBody(request)
    .then((body) => place(String(request.headers["idempotency-key"]), body))
    .catch((error: unknown) => ({ status: 503, body: { code: "unavailable", detail: String(error) } }))
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
