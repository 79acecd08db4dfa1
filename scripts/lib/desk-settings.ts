/** The environment that the desk's processes get: what was given, and what the data folder knows. */
import type { Environment, Settings } from "#lib/adapters/settings/settings.ts";
import { parseSettings, SettingsError } from "#lib/adapters/settings/settings.ts";
import { loadSecrets } from "./data-folder.ts";

const GENERATED = [
  "NEXTAUTH_SECRET",
  "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY",
  "BALLAST_HASH_KEY",
  "BALLAST_METRICS_TOKEN",
] as const;

/** Whether the desk brings its own PostgreSQL. */
export function usesEmbedded(environment: Environment): boolean {
  return !environment["DATABASE_URL"];
}

/** Variables for the children, without the database's addresses when those are not known yet. Throws SettingsError. */
export function deskEnvironment(
  environment: Environment,
  folder: string,
): { readonly variables: Readonly<Record<string, string>>; readonly settings: Settings } {
  const embedded = usesEmbedded(environment);
  const variables: Record<string, string> = { BALLAST_DATA_DIR: folder };
  variables["BALLAST_DEMO"] = environment["BALLAST_DEMO"] || (embedded ? "on" : "off");
  if (embedded) {
    const secrets = loadSecrets(folder);
    for (const name of GENERATED) variables[name] = environment[name] || secrets[name];
  }
  const database = embedded
    ? { DATABASE_URL: "postgresql://embedded", DATABASE_OWNER_URL: "postgresql://embedded" }
    : {};
  const parsed = parseSettings({ ...environment, ...variables, ...database });
  const problems = parsed.ok ? [] : [...parsed.problems];
  if (!embedded && !environment["DATABASE_OWNER_URL"]) {
    const example = "postgresql://ballast_owner:…@db.internal:5432/ballast";
    problems.push({
      variable: "DATABASE_OWNER_URL",
      problem: "is missing: migrations run as the owner's role",
      example,
    });
  }
  if (!parsed.ok || problems.length > 0) throw new SettingsError(problems);
  variables["PORT"] = String(parsed.settings.PORT);
  variables["HOST"] = parsed.settings.HOST;
  // next-auth: callbacks go to the host that was used, whose header our server has checked.
  variables["NEXTAUTH_URL"] = parsed.settings.url;
  variables["AUTH_TRUST_HOST"] = "true";
  return { variables, settings: parsed.settings };
}
