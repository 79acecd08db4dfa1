/** The two roles of the desk: `ballast_owner` owns the database and migrates it, `ballast_app` owns nothing. */
import pg from "pg";

export const OWNER_ROLE = "ballast_owner";
export const APP_ROLE = "ballast_app";

export interface RolePasswords {
  readonly owner: string;
  readonly app: string;
}

/** Makes both roles and the database when they are missing, and sets the passwords that the data folder knows. */
export async function ensureRoles(superuserUrl: string, passwords: RolePasswords, database: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    for (const [role, password] of [[OWNER_ROLE, passwords.owner] as const, [APP_ROLE, passwords.app] as const]) {
      const found = await client.query("select 1 from pg_roles where rolname = $1", [role]);
      const verb = found.rowCount === 0 ? "create" : "alter";
      await client.query(
        `${verb} role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password ${client.escapeLiteral(password)}`,
      );
    }
    const found = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (found.rowCount === 0)
      await client.query(`create database ${client.escapeIdentifier(database)} owner ${OWNER_ROLE}`);
  });
}

/** Runs `work` on one connection and always closes it. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
