/** What a start gets from its environment and its data folder, and what it refuses. */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SettingsError } from "#lib/adapters/settings/settings.ts";
import { claimDataFolder } from "./claim-data-folder.ts";
import { deskEnvironment } from "./desk-settings.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ballast-settings-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function refused(environment: Readonly<Record<string, string>>): string[] {
  try {
    deskEnvironment(environment, folder);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems.map(({ variable }) => variable).sort();
    throw error;
  }
}

describe("with the embedded PostgreSQL", () => {
  it("secrets are made once and kept in a file for its owner alone; the demo is on", () => {
    const first = deskEnvironment({}, folder);
    expect(first.settings).toMatchObject({ BALLAST_DEMO: "on", HOST: "127.0.0.1", PORT: 3000 });
    expect(deskEnvironment({}, folder).variables).toEqual(first.variables);
    expect(statSync(join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
  });

  it("a demo that other machines could reach is refused, also behind https", () => {
    expect(refused({ HOST: "0.0.0.0" })).toEqual(["BALLAST_URL", "HOST"]);
    expect(refused({ HOST: "0.0.0.0", BALLAST_URL: "https://desk.example.com" })).toEqual(["HOST"]);
    expect(refused({ HOST: "0.0.0.0", BALLAST_URL: "https://desk.example.com", BALLAST_DEMO: "off" })).toEqual([]);
  });
});

describe("with a PostgreSQL of one's own", () => {
  const url = "postgresql://ballast_app:x@db.internal:5432/ballast";

  it("nothing is generated: every missing secret is named, and the owner's address", () => {
    expect(refused({ DATABASE_URL: url })).toEqual([
      "BALLAST_HASH_KEY",
      "BALLAST_METRICS_TOKEN",
      "DATABASE_OWNER_URL",
      "NEXTAUTH_SECRET",
      "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY",
    ]);
  });

  it("there is no demo unless it is asked for", () => {
    const { variables: secrets } = deskEnvironment({}, folder);
    const { BALLAST_DEMO: _, ...given } = secrets;
    const { settings } = deskEnvironment({ ...given, DATABASE_URL: url, DATABASE_OWNER_URL: url }, folder);
    expect(settings.BALLAST_DEMO).toBe("off");
  });
});

describe("a data folder", () => {
  it("that cannot be written is one sentence that names the way out", () => {
    const blocked = join(folder, "secrets.json", "desk");
    expect(() => claimDataFolder(blocked, "npm start")).toThrow(
      `Cannot write to the data folder ${blocked} (ENOTDIR). Choose another with BALLAST_DATA_DIR.`,
    );
  });

  it("is refused to a second start while the first lives", () => {
    const claim = claimDataFolder(folder, "npm start");
    claim.announce("http://localhost:3000");
    try {
      expect(() => claimDataFolder(folder, "npm start")).toThrow(
        /is in use by another Ballast \(process \d+\) at http:\/\/localhost:3000\. Stop it, or try: /,
      );
    } finally {
      claim.release();
    }
  });
});
