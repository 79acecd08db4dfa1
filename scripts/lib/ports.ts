/** Which ports of this machine are free. */
import { createServer } from "node:net";

/** Why nothing can listen there, as an error code; null when it can. */
export function listenError(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(null)));
  });
}

/** One sentence when the web server could not listen; null when it can. */
export async function portComplaint(host: string, port: number, command: string): Promise<string | null> {
  const error = await listenError(host, port);
  // "localhost" may mean ::1 to a browser: somebody else's server there would answer in our place.
  const taken = error === "EADDRINUSE" || (host === "127.0.0.1" && (await listenError("::1", port)) === "EADDRINUSE");
  if (taken) return `Port ${port} is in use. Try: PORT=${port < 65_535 ? port + 1 : 3000} ${command}`;
  if (error === "EACCES") return `Port ${port} is reserved for the system. Try: PORT=3000 ${command}`;
  if (error !== null) return `Nothing can listen on ${host} (${error}). Try: HOST=127.0.0.1 ${command}`;
  return null;
}

export async function firstFreePort(host: string, from: number): Promise<number> {
  for (let port = from; port < from + 200; port++) {
    if ((await portComplaint(host, port, "")) === null) return port;
  }
  throw new Error(`No port from ${from} to ${from + 199} is free.`);
}

/** Any free port of the loopback interface. */
export function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("No port.")),
      );
    });
  });
}
