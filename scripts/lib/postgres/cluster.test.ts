/** Where the embedded server may have a socket. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { socketFolder } from "./cluster.ts";

const folder = mkdtempSync(join(tmpdir(), "ballast-socket-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("has its socket in its own folder, and none where the file system makes none or the path is too long", async () => {
  expect(await socketFolder(folder)).toBe(process.platform === "win32" ? null : folder);
  expect(readdirSync(folder)).toEqual([]);
  expect(await socketFolder(join(folder, "nowhere"))).toBeNull();
  expect(await socketFolder(join(folder, "x".repeat(100)))).toBeNull();
});
