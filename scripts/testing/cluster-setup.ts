/** Before the database tests: one PostgreSQL for the run and one migrated database that every test file copies. */
import { randomBytes } from "node:crypto";
import type { TestProject } from "vitest/node";
import { prepareDatabase } from "#scripts/lib/migrations.ts";
import { APP_ROLE, ensureRoles, OWNER_ROLE, withClient } from "#scripts/lib/postgres/roles.ts";
import { startThrowAwayCluster } from "#scripts/lib/postgres/throw-away.ts";

declare module "vitest" {
  interface ProvidedContext {
    testCluster: { superuserUrl: string; ownerUrl: string; appUrl: string; template: string };
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.BALLAST_TEST_CLUSTER;
  const cluster = given ? null : await startThrowAwayCluster();
  const superuserUrl = given ?? cluster?.superuserUrl("postgres") ?? "";
  // A cluster that was given may serve several runs at once: each has its own template, the roles are shared.
  const template = `ballast_template_${randomBytes(4).toString("hex")}`;
  const passwords = { owner: "owner-for-tests", app: "app-for-tests" };
  await ensureRoles(superuserUrl, passwords, template);
  const ownerUrl = urlFor(superuserUrl, OWNER_ROLE, passwords.owner, template);
  const appUrl = urlFor(superuserUrl, APP_ROLE, passwords.app, template);
  await prepareDatabase({ ownerUrl, appRole: APP_ROLE });
  project.provide("testCluster", { superuserUrl, ownerUrl, appUrl, template });
  return async () => {
    if (cluster) await cluster.stop();
    else await withClient(superuserUrl, (client) => client.query(`drop database if exists ${template} with (force)`));
  };
}

function urlFor(base: string, role: string, password: string, database: string): string {
  const url = new URL(base);
  url.username = role;
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
}
