/** Opens one reader's stream and watches over it: at every heartbeat the session and its rights are looked at again. */

import { requireMember, requirePermission } from "#lib/services/authorize.ts";
import type { Context } from "#lib/services/context.ts";
import { ServiceError } from "#lib/services/errors.ts";
import { contextFor } from "../context.ts";
import { identify, readCookie } from "../identify.ts";
import { registerStream } from "../open-streams.ts";
import { newRequestId } from "../request-id.ts";
import type { Services } from "../services.ts";
import type { ByeReason, StreamClient } from "./stream-client.ts";
import { streamHub } from "./web-hub.ts";

const HEARTBEAT_MS = 15_000;
const HIDE_COOKIE = "ballast_hide";

export interface OpenStream {
  readonly ctx: Context;
  readonly request: Request;
  readonly accountId: string | null;
  /** Where the header Last-Event-ID cannot be sent. */
  readonly lastEventId?: string | null;
  readonly services: Services;
  /** Tests let it beat faster. */
  readonly heartbeatMs?: number;
}

export async function openStream(call: OpenStream): Promise<Response> {
  const { ctx, request, accountId, services } = call;
  await mayWatch(ctx, accountId);
  if (!(await services.flags.isOn("ui.live_stream", accountId ?? ""))) {
    throw new ServiceError(
      "unavailable",
      "The live stream is switched off; ask for figures every few seconds instead.",
      {
        retryAfterSeconds: 30,
        extra: { flag: "ui.live_stream" },
      },
    );
  }
  const client = await streamHub(services).subscribe({
    accountId,
    hideBalances: readCookie(request.headers.get("cookie"), HIDE_COOKIE) === "on",
    ...(ctx.userId === null
      ? {}
      : { reader: { userId: ctx.userId, streamsMax: services.settings.LIMIT_USER_STREAMS } }),
    lastSeq: parseSeq(request.headers.get("last-event-id") ?? call.lastEventId ?? null),
  });
  keep(client, call);
  return new Response(client.body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      // Proxies that buffer would hold a heartbeat back until it means nothing.
      "x-accel-buffering": "no",
    },
  });
}

async function mayWatch(ctx: Context, accountId: string | null): Promise<void> {
  requirePermission(ctx, "portfolio:read");
  if (accountId !== null) await requireMember(ctx.database, ctx, accountId);
}

function parseSeq(text: string | null): bigint | null {
  return text !== null && /^\d{1,18}$/.test(text) ? BigInt(text) : null;
}

function keep(client: StreamClient, call: OpenStream): void {
  const stop = new AbortController();
  const forget = registerStream(stop);
  const beat = setInterval(() => {
    if (client.closed) return finish();
    client.write({ event: "heartbeat", data: JSON.stringify({ at: call.services.clock.now().toISOString() }) });
    void checkAgain(call).then(
      (reason) => reason !== null && client.end(reason),
      // A database that is away says nothing about the session.
      () => undefined,
    );
  }, call.heartbeatMs ?? HEARTBEAT_MS);
  function finish(): void {
    clearInterval(beat);
    forget();
  }
  stop.signal.addEventListener("abort", () => {
    client.end("shutting_down");
    finish();
  });
  call.request.signal.addEventListener("abort", finish);
}

async function checkAgain({ request, accountId, services }: OpenStream): Promise<ByeReason | null> {
  const requestId = newRequestId();
  const { principal } = await identify(request.headers, requestId, services, { touch: false });
  if (principal === null) return "session_ended";
  if (!(await services.flags.isOn("ui.live_stream", accountId ?? ""))) return "stream_off";
  try {
    await mayWatch(contextFor(principal, { requestId }, services), accountId);
    return null;
  } catch (error) {
    if (error instanceof ServiceError) return "permission_lost";
    throw error;
  }
}
