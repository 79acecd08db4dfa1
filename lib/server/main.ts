/** The web process: a small HTTP server around Next.js that knows its callers, its limits and how to stop. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import next from "next";
import { type Settings, SettingsError, settings } from "#lib/adapters/settings/settings.ts";
import { openSentry } from "#lib/adapters/telemetry/sentry.ts";
import { parseProxies } from "./client-address.ts";
import { type GuardRules, guardRequest, type Refusal } from "./guard-request.ts";
import { hostCheck } from "./host-check.ts";
import { closeStreams } from "./open-streams.ts";
import { ownVersion } from "./own-version.ts";
import { finishSoon } from "./run-soon.ts";

// In development the reloading sockets never close by themselves.
const DRAIN_MS = { production: 6000, development: 300 };
const directory = fileURLToPath(new URL("../..", import.meta.url));

async function main(): Promise<void> {
  const config = settings();
  const server = createServer({
    maxHeaderSize: 16_384,
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
  });
  const development = !config.production;
  const closeSentry = await openSentry({
    dsn: config.SENTRY_DSN,
    name: "web",
    version: ownVersion(),
    production: config.production,
  });
  const app = next({ dev: development, dir: directory, hostname: config.HOST, port: config.PORT, httpServer: server });
  const handle = app.getRequestHandler();
  const rules = rulesFrom(config);

  server.on("request", (request, response) => {
    response.once("error", () => request.destroy());
    const refusal = guardRequest(request, rules);
    if (refusal) refuse(request, response, refusal);
    else void handle(request, response);
  });
  // Nothing of ours is upgraded; in development the reloading socket of Next.js attaches itself.
  if (!development)
    server.on("upgrade", (_, socket) => socket.end("HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\n\r\n"));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const status = error.code === "HPE_HEADER_OVERFLOW" ? "431 Request Header Fields Too Large" : "400 Bad Request";
    if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
  });

  await app.prepare();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(config.PORT, config.HOST, resolve);
  });
  process.send?.("ready");

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    server.close(() => void finish(closeSentry));
    closeStreams();
    server.closeIdleConnections();
    const drain = development ? DRAIN_MS.development : DRAIN_MS.production;
    setTimeout(() => server.closeAllConnections(), drain).unref();
    setTimeout(() => process.exit(0), drain + 1000).unref();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
  // The supervisor holds the other end of this channel: when it is gone, so are we.
  process.on("disconnect", stop);
}

/** When the last answer has gone out: what was to come after answers, and what there is to say about it. */
async function finish(closeSentry: () => Promise<void>): Promise<void> {
  await finishSoon();
  await closeSentry().catch(() => {});
  process.exit(0);
}

function rulesFrom(config: Settings): GuardRules {
  return {
    proxies: parseProxies(config.TRUSTED_PROXIES),
    isOurHost: hostCheck({ host: config.HOST, url: config.url, more: config.ALLOWED_HOSTS }),
    maxBodyBytes: config.MAX_BODY_BYTES,
    maxImportBytes: config.MAX_IMPORT_BYTES,
  };
}

function refuse(request: IncomingMessage, response: ServerResponse, { status, code, title }: Refusal): void {
  const requestId = randomUUID();
  const body = JSON.stringify({ type: "about:blank", title, status, code, requestId });
  response.writeHead(status, {
    "content-type": "application/problem+json",
    "content-length": Buffer.byteLength(body),
    "x-request-id": requestId,
    // The body was not read, so this connection cannot carry another request.
    connection: "close",
  });
  response.end(body);
  request.resume();
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof SettingsError ? error.message : error instanceof Error ? error.stack : error}\n`,
  );
  process.exit(1);
});
