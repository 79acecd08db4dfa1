/** `node scripts/seed.ts`: fills the database that DATABASE_URL names with its market, and with the demo when BALLAST_DEMO is on. Harmless when done already. */
import { openDatabase } from "#lib/db/client.ts";
import { seedReference } from "#prisma/seed/reference.ts";

const { DATABASE_URL, BALLAST_DEMO, BALLAST_MARKET, BALLAST_MARKET_SEED } = process.env;

async function main(url: string): Promise<void> {
  const market = BALLAST_MARKET || "simulated";
  if (market !== "simulated" && market !== "replay") throw new Error("BALLAST_MARKET is simulated or replay.");
  const database = openDatabase({ url, connectionsMax: 4, applicationName: "ballast-seed" });
  try {
    await seedReference(database, { market, seed: BALLAST_MARKET_SEED || "1" });
  } finally {
    await database.$disconnect();
  }
  if (BALLAST_DEMO !== "on") return;
  const { seedDemo } = await import("#prisma/seed/demo.ts");
  await seedDemo({ url });
}

if (!DATABASE_URL) {
  console.error("DATABASE_URL is missing: it names the database to fill.");
  process.exit(1);
}
try {
  await main(DATABASE_URL);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
