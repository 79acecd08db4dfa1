/** Follows an account's stream and tells when an order was seen filled, also when that was before anybody asked. */
import { type ClientRequest, get } from "node:http";

export interface Fills {
  /** When the stream said that this order is filled. */
  filled(orderId: string): Promise<number>;
  close(): void;
}

interface OrderEvent {
  readonly type: string;
  readonly payload: { readonly id: string; readonly status: string } | null;
}

const WAIT_MS = 30_000;

export function followFills(port: number, secret: string, accountId: string): Promise<Fills> {
  const seen = new Map<string, number>();
  const waiting = new Map<string, (at: number) => void>();
  const onEvent = (data: string) => {
    const { type, payload } = JSON.parse(data) as OrderEvent;
    if (type !== "order" || payload?.status !== "filled") return;
    const at = performance.now();
    seen.set(payload.id, at);
    waiting.get(payload.id)?.(at);
    waiting.delete(payload.id);
  };
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${secret}`, accept: "text/event-stream" };
    const path = `/api/v1/stream?accountId=${accountId}`;
    const request: ClientRequest = get({ host: "127.0.0.1", port, path, headers, agent: false }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`The stream was answered ${answer.statusCode}.`));
      readEvents(answer, onEvent);
      resolve({
        filled(orderId) {
          const at = seen.get(orderId);
          if (at !== undefined) return Promise.resolve(at);
          return new Promise((found, late) => {
            const timer = setTimeout(() => late(new Error(`Order ${orderId} was not seen filled.`)), WAIT_MS);
            waiting.set(orderId, (when) => {
              clearTimeout(timer);
              found(when);
            });
          });
        },
        close: () => request.destroy(),
      });
    });
    request.on("error", reject);
  });
}

function readEvents(source: NodeJS.ReadableStream, onAccountEvent: (data: string) => void): void {
  let text = "";
  source.setEncoding("utf8");
  source.on("error", () => undefined);
  source.on("data", (chunk: string) => {
    text += chunk;
    const events = text.split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) {
      if (!/^event: ?account$/m.test(event)) continue;
      const data = /^data: ?(.*)$/m.exec(event)?.[1];
      if (data !== undefined) onAccountEvent(data);
    }
  });
}
