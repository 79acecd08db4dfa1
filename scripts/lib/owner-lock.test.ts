/** A data folder has one owner at a time; a dead owner's claim is taken over. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimDataFolder } from "./claim-data-folder.ts";
import { claimFolder, startOf } from "./owner-lock.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ballast-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the lock on a data folder", () => {
  it("refuses a second claim while the first owner lives", () => {
    const first = claimFolder(folder);
    expect(first.ok).toBe(true);
    expect(claimFolder(folder)).toMatchObject({ ok: false, owner: { pid: process.pid } });
  });

  it("is free again after its release", () => {
    const first = claimFolder(folder);
    if (first.ok) first.release();
    expect(existsSync(join(folder, "owner.json"))).toBe(false);
    expect(claimFolder(folder)).toMatchObject({ ok: true, tookOver: null });
  });

  it("takes over from a process that is gone", () => {
    const dead = { pid: 2 ** 22 + 1, startedAt: "long ago" };
    writeFileSync(join(folder, "owner.json"), JSON.stringify(dead));
    expect(claimFolder(folder)).toMatchObject({ ok: true, tookOver: dead });
  });

  it("takes over when another process was given the dead owner's number", () => {
    const recycled = { pid: process.pid, startedAt: `not ${startOf(process.pid)}` };
    writeFileSync(join(folder, "owner.json"), JSON.stringify(recycled));
    expect(claimFolder(folder)).toMatchObject({ ok: true, tookOver: recycled });
  });

  it("takes over a claim that a full disk left empty", () => {
    writeFileSync(join(folder, "owner.json"), "");
    expect(claimFolder(folder).ok).toBe(true);
  });
});

describe("a second start in the same data folder", () => {
  it("is told in one sentence who is there and what to try", () => {
    claimDataFolder(folder, "npm start").announce("http://localhost:3000");
    expect(() => claimDataFolder(folder, "npm start")).toThrow(
      `Data folder ${folder} is in use by another Ballast (process ${process.pid}) at http://localhost:3000. Stop it, or try: BALLAST_DATA_DIR=.data-2 PORT=3001 npm start`,
    );
  });

  it("is told in one sentence when nothing can be written", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => claimDataFolder(join(folder, "file", "data"), "npm start")).toThrow(
      /^Cannot write to the data folder .* \(ENOTDIR\)\. Choose/,
    );
  });
});
