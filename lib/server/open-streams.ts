/**
 * The streams (SSE) that this process holds open, so that a stop can end them instead of waiting for their readers.
 * The registry hangs on globalThis: the server and the bundled routes load their own copies of this module.
 */
const KEY = Symbol.for("ballast.openStreams");
const STOPPING = Symbol.for("ballast.stopping");

interface Registry {
  [KEY]?: Set<AbortController>;
  [STOPPING]?: boolean;
}

function registry(): Set<AbortController> {
  const holder = globalThis as Registry;
  holder[KEY] ??= new Set();
  return holder[KEY];
}

/** Remembers a stream until the returned function is called; its controller is aborted when the server stops. */
export function registerStream(controller: AbortController): () => void {
  registry().add(controller);
  return () => registry().delete(controller);
}

export function closeStreams(): void {
  (globalThis as Registry)[STOPPING] = true;
  for (const controller of registry()) controller.abort(new Error("server stopping"));
  registry().clear();
}

/** The server is on its way out: a balancer should send nobody here any more. */
export function isStopping(): boolean {
  return (globalThis as Registry)[STOPPING] ?? false;
}
