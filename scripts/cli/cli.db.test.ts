/** The command line as a person or a script meets it: a process with arguments, output and an exit code. */
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDesk, type TestDesk } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, seedTestMarket, setQuote } from "#lib/testing/fixtures.ts";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));

let database: TestDatabase;
let desk: TestDesk;
let folder: string;
let accountId: string;
let assetId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl, { connectionsMax: 2 });
  await seedTestMarket(desk.database);
  assetId = await addInstrument(desk.database, { symbol: "ACME", price: "10" });
  folder = mkdtempSync(join(tmpdir(), "ballast-cli-"));
});
afterAll(async () => {
  await desk.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface RunOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function ballast(args: readonly string[], { input = "", env = { DATABASE_URL: database.appUrl } }: RunOptions = {}) {
  return new Promise<Outcome>((resolve) => {
    const inherited = { NODE_ENV: "test" as const, PATH: process.env["PATH"] ?? "" };
    const child = execFile(process.execPath, [MAIN, ...args], { env: { ...inherited, ...env } }, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, out, err });
    });
    child.stdin?.end(input);
  });
}

describe("the exit code", () => {
  it("is 0 for help, and 2 with the usage for wrong arguments", async () => {
    expect(await ballast(["accounts", "create", "--help"])).toMatchObject({ code: 0, err: "" });
    const wrong = await ballast(["accounts", "create", "--owner", "a@b", "--cash", "12,5"]);
    expect(wrong).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("Usage: npm run ballast -- accounts create"),
    });
  });
});

describe("a desk that is not there", () => {
  it("is said in one sentence without a stack", async () => {
    const missing = await ballast(["verify"], { env: { BALLAST_DATA_DIR: folder } });
    expect(missing).toMatchObject({ code: 1, out: "" });
    expect(missing.err).toMatch(/^There is no running desk in .+ Start it with npm start.+\n$/);
    const silent = await ballast(["verify"], { env: { DATABASE_URL: "postgresql://nobody:x@127.0.0.1:1/none" } });
    expect(silent.code).toBe(1);
    expect(silent.err).not.toContain("    at ");
  });
});

describe("from the first admin to a proven book", () => {
  it("makes users, by link or by password", async () => {
    const admin = await ballast(["users", "create", "--email", "Ada@Example.test", "--role", "admin", "--json"]);
    expect(JSON.parse(admin.out)).toMatchObject({
      email: "ada@example.test",
      role: "admin",
      hasPassword: false,
      setPasswordUrl: expect.stringMatching(/^http:\/\/localhost:3000\/set-password\?token=/),
    });
    const input = "a long enough password\n";
    const trader = await ballast(
      ["users", "create", "--email", "tom@example.test", "--role", "trader", "--password-stdin"],
      { input },
    );
    expect(trader.out).toContain("Made trader tom@example.test");
    const again = await ballast(["users", "create", "--email", "tom@example.test", "--role", "trader"]);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining("There is a user with this e-mail already.") });
    const { out } = await ballast(["users", "list"]);
    expect(out).toContain("ada@example.test");
  });

  it("opens an account, makes a key that is shown once, and revokes it", async () => {
    const account = await ballast(["accounts", "create", "--owner", "tom@example.test", "--cash", "20000", "--json"]);
    const opened = JSON.parse(account.out);
    expect(opened).toMatchObject({ cash: "20000", marketSource: "simulated:test" });
    accountId = opened.id;
    const key = await ballast([
      "keys",
      "create",
      "--user",
      "tom@example.test",
      "--scopes",
      "read,trade",
      "--tier",
      "premium",
      "--json",
    ]);
    const made = JSON.parse(key.out);
    expect(made).toMatchObject({ scopes: ["read", "trade"], tier: "premium", secret: expect.stringMatching(/^blst_/) });
    expect((await ballast(["keys", "list"])).out).not.toContain(made.secret);
    expect(await ballast(["keys", "revoke", made.id])).toMatchObject({ code: 0 });
    expect((await ballast(["keys", "list"])).out).toContain("revoked");
    const beyond = await ballast(["keys", "create", "--user", "tom@example.test", "--scopes", "admin"]);
    expect(beyond).toMatchObject({
      code: 1,
      err: expect.stringContaining("A trader's key may have the scopes read, trade."),
    });
  });

  it("places an order once per key, refuses with the reason, and cancels", async () => {
    const ticket = ["orders", "submit", "--account", accountId, "--symbol", "acme", "--side", "buy", "--json"];
    const key = randomUUID();
    const limit = [
      ...ticket,
      "--type",
      "limit",
      "--limit-price",
      "9.5",
      "--quantity",
      "3",
      "--time-in-force",
      "gtc",
      "--key",
      key,
    ];
    const [first, second] = [await ballast(limit), await ballast(limit)];
    expect(JSON.parse(first.out)).toMatchObject({ symbol: "ACME", status: "pending_new", source: "cli" });
    expect(JSON.parse(second.out)).toEqual(JSON.parse(first.out));
    // A quote of half a minute ago is no price to trade on, and processes take their time to start.
    await setQuote(desk.database, assetId, "10");
    const refused = await ballast([...ticket, "--quantity", "1000000"]);
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.out)).toMatchObject({ status: "rejected", rejectReason: "max_order_value" });
    const canceled = await ballast(["orders", "cancel", JSON.parse(first.out).id]);
    expect(canceled.out).toContain("is canceled");
    const listed = JSON.parse((await ballast(["orders", "list", "--account", accountId, "--json"])).out);
    expect(listed.map((order: { status: string }) => order.status)).toEqual(["rejected", "canceled"]);
  });

  it("halts and resumes", async () => {
    expect((await ballast(["halt", "set", "--reason", "Drill"])).out).toContain("The desk is halted");
    const order = await ballast([
      "orders",
      "submit",
      "--account",
      accountId,
      "--symbol",
      "ACME",
      "--side",
      "buy",
      "--quantity",
      "1",
    ]);
    expect(order).toMatchObject({ code: 1, out: expect.stringContaining("halted") });
    expect((await ballast(["halt", "lift", "--reason", "Over"])).code).toBe(0);
    expect((await ballast(["halt", "lift", "--reason", "Over"])).err).toContain("No halt is in force for the desk.");
  });

  it("imports bars, names bad rows, and imports nothing of a bad file", async () => {
    const good = join(folder, "good.csv");
    writeFileSync(good, "Date,Open,High,Low,Close,Volume\n2004-08-19,50,52,48,51,1000\n2004-08-20,51,54,50,53,900\n");
    const bad = join(folder, "bad.csv");
    writeFileSync(bad, "Date,Open,High,Low,Close,Volume\n2004-08-19,50,52,48,51,1000\n2004-08-20,51,40,50,53,900\n");
    const imported = await ballast(["market", "import", good, "--symbol", "GOOG", "--json"]);
    expect(JSON.parse(imported.out)).toMatchObject({ rows: 2, changed: true });
    expect((await ballast(["market", "import", good, "--symbol", "GOOG"])).out).toContain("Nothing changed");
    const refused = await ballast(["market", "import", bad, "--symbol", "OTHER"]);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("line 3") });
    expect(await desk.database.bar.count()).toBe(2);
  });

  it("proves the books, and ends with 1 when they do not agree", async () => {
    const clean = await ballast(["verify"]);
    expect(clean).toMatchObject({ code: 0, out: expect.stringContaining("The books are clean") });
    await desk.database.account.update({ where: { id: accountId }, data: { eventSeq: { increment: 1 } } });
    const text = await ballast(["verify", "--account", accountId]);
    expect(text).toMatchObject({ code: 1, out: expect.stringContaining(`(account ${accountId})`) });
    expect(text.out).toContain("What they touch is halted");
    expect(await desk.database.halt.count({ where: { accountId, liftedAt: null } })).toBe(1);
    const torn = await ballast(["verify", "--json"]);
    expect(torn.code).toBe(1);
    expect(JSON.parse(torn.out).findings).toMatchObject([{ check: "stream_ends_at_event_seq", accountId }]);
    const nobody = await ballast(["verify", "--account", randomUUID()]);
    expect(nobody).toMatchObject({ code: 1, err: expect.stringContaining("There is no account") });
  });
});
