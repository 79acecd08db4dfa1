/** `node scripts/migrate.ts [up|down] [count]`: migrates the database that DATABASE_OWNER_URL names. */
import { parseCount } from "#lib/domain/shared/count.ts";
import { serverComplaints } from "./lib/check-server.ts";
import { prepareDatabase, runMigrations } from "./lib/migrations.ts";

const [direction = "up", count] = process.argv.slice(2);
const ownerUrl = process.env.DATABASE_OWNER_URL;

if ((direction !== "up" && direction !== "down") || (count !== undefined && !/^\d{1,4}$/.test(count))) {
  console.error("Usage: node scripts/migrate.ts [up|down] [count]");
  process.exit(2);
}
if (!ownerUrl) {
  console.error("DATABASE_OWNER_URL is missing: migrations run as the role that owns the database.");
  process.exit(1);
}
const complaints = await serverComplaints(ownerUrl);
if (complaints.length > 0) {
  for (const complaint of complaints) console.error(complaint);
  process.exit(1);
}
const chosen = count === undefined ? {} : { count: parseCount(count, { min: 1, max: 9999 }) };
const appRole = new URL(process.env.DATABASE_URL ?? "postgresql://ballast_app@localhost").username;
const ran =
  direction === "up" && count === undefined
    ? await prepareDatabase({ ownerUrl, appRole })
    : await runMigrations({ ownerUrl, direction, ...chosen });
console.log(ran.length === 0 ? "Nothing to migrate." : `Migrated ${direction}: ${ran.join(", ")}`);
