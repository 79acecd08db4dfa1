/** Tells Prisma where the schema is; migrations are plain SQL and run by scripts/migrate.ts. */
import { defineConfig } from "prisma/config";

// The schema engine is a download that `generate` never runs; any executable file satisfies the check for it.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: "prisma/schema" });
