/** `node scripts/env-example.ts`: writes .env.example anew. */
import { writeFileSync } from "node:fs";
import { envExample } from "#lib/adapters/settings/env-example.ts";

writeFileSync(new URL("../.env.example", import.meta.url), envExample());
