/** A lean HTTP client for driving a desk hard: kept connections, one API key, and errors that say that no answer came. */
import { Agent, type IncomingHttpHeaders, request } from "node:http";

export interface Ask {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  /** Gives up after so long; whether the request was carried out is then not known. */
  readonly timeoutMs?: number;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface HttpClient {
  ask(ask: Ask): Promise<Reply>;
  /** For what must succeed: the body of a 2xx, else an error with the answer in it. */
  get<T>(path: string): Promise<T>;
  send<T>(ask: Ask): Promise<T>;
  close(): void;
}

const TIMEOUT_MS = 15_000;

export function createHttpClient(port: number, secret: string | null, connectionsMax = 64): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connectionsMax });
  const credentials = secret === null ? {} : { authorization: `Bearer ${secret}` };

  function ask({ method, path, body, idempotencyKey, timeoutMs = TIMEOUT_MS }: Ask): Promise<Reply> {
    const text = body === undefined ? null : JSON.stringify(body);
    const headers = {
      ...credentials,
      ...(text === null
        ? {}
        : { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) }),
      ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
    };
    return new Promise((resolve, reject) => {
      const sent = request({ host: "127.0.0.1", port, method, path, headers, agent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          clearTimeout(timer);
          const { statusCode = 0, headers: received } = answer;
          resolve({ status: statusCode, headers: received, text: Buffer.concat(chunks).toString() });
        });
      });
      const timer = setTimeout(() => sent.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
      sent.on("error", (error) => {
        clearTimeout(timer);
        reject(error);
      });
      sent.end(text ?? undefined);
    });
  }

  async function send<T>(wanted: Ask): Promise<T> {
    const { status, text } = await ask(wanted);
    if (status < 200 || status > 299)
      throw new Error(`${wanted.method} ${wanted.path} was answered ${status}: ${text}`);
    return JSON.parse(text) as T;
  }

  return { ask, send, get: (path) => send({ method: "GET", path }), close: () => agent.destroy() };
}
