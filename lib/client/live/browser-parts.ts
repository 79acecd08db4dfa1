/** The browser's own locks, channel and clock for the live stream. */
import type { LiveChannel, LiveParts } from "./live-stream.ts";

export function browserParts(): LiveParts {
  return {
    fetch: (path, init) => fetch(path, { ...init, credentials: "same-origin" }),
    lock: async (name, signal, work) => {
      // Without secure context there are no locks; then each tab reads for itself.
      if (navigator.locks === undefined) return work();
      await navigator.locks.request(name, { signal }, work);
    },
    channel: openChannel,
    wait,
    online: () => navigator.onLine,
  };
}

function openChannel(name: string): LiveChannel {
  if (typeof BroadcastChannel === "undefined" || navigator.locks === undefined) {
    return { postMessage: () => undefined, onmessage: null, close: () => undefined };
  }
  return new BroadcastChannel(name) as LiveChannel;
}

/** Coming back online, or back to the tab, ends a pause. */
function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}
