/** One signal for every reason to stop: Ctrl+C, SIGTERM, a closed terminal, or the parent being gone. */

export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  if (process.send) process.once("disconnect", stop);
  // npm passes no signal on when it is killed outright; under npm a new parent means that npm is gone.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event && !process.env.BALLAST_HANDED_OVER) {
    setInterval(() => process.ppid !== parent && stop(), 1000).unref();
  }
  return controller.signal;
}

export function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
