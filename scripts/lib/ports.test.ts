/** A port in use is one clear sentence with a way out. */
import { once } from "node:events";
import { createServer } from "node:net";
import { expect, it } from "vitest";
import { anyFreePort, firstFreePort, portComplaint } from "./ports.ts";

it("says what to try when the port is in use, and nothing when it is free", async () => {
  const port = await anyFreePort();
  expect(await portComplaint("127.0.0.1", port, "npm start")).toBeNull();
  const other = createServer().listen(port, "127.0.0.1");
  await once(other, "listening");
  try {
    expect(await portComplaint("127.0.0.1", port, "npm start")).toBe(
      `Port ${port} is in use. Try: PORT=${port + 1} npm start`,
    );
    expect(await firstFreePort("127.0.0.1", port)).toBeGreaterThan(port);
  } finally {
    other.close();
  }
});

it("names an address that is not this machine's", async () => {
  expect(await portComplaint("192.0.2.1", await anyFreePort(), "npm start")).toContain(
    "Nothing can listen on 192.0.2.1",
  );
});
