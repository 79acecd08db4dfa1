/** What the application's role may do, table by table. It owns nothing: no ALTER, no TRUNCATE, and no way to change the books. */
import pg from "pg";

type Privilege = "SELECT" | "INSERT" | "UPDATE" | "DELETE";

const READ: readonly Privilege[] = ["SELECT"];
const APPEND: readonly Privilege[] = ["SELECT", "INSERT"];
const CHANGE: readonly Privilege[] = ["SELECT", "INSERT", "UPDATE"];
const ALL: readonly Privilege[] = ["SELECT", "INSERT", "UPDATE", "DELETE"];

export const TABLE_PRIVILEGES: { readonly [table: string]: readonly Privilege[] } = {
  account: CHANGE,
  account_day: CHANGE,
  account_member: ALL,
  activity: APPEND,
  // Taken away when an import is undone, so that it may come again.
  activity_key: ALL,
  api_key: CHANGE,
  app_user: CHANGE,
  asset: CHANGE,
  asset_alias: APPEND,
  audit_event: APPEND,
  // Balances follow postings and holds through triggers that run as the owner.
  balance: READ,
  bar: CHANGE,
  bar_import: APPEND,
  breach: APPEND,
  close_year: ALL,
  corporate_action: CHANGE,
  // What a large import will write; gone when it is written.
  draft_activity: ALL,
  draft_lot: ALL,
  draft_lot_close: ALL,
  draft_posting: ALL,
  equity_point: CHANGE,
  execution: APPEND,
  file_import: CHANGE,
  // Of a file that was not published nothing is kept but that it was there.
  file_import_row: ALL,
  flag: CHANGE,
  halt: CHANGE,
  hold: CHANGE,
  idempotency_key: ALL,
  journal: APPEND,
  // Derived: rebuilt from the facts of their instrument.
  lot: ALL,
  lot_assignment: ALL,
  lot_change: CHANGE,
  lot_close: ALL,
  market_command: CHANGE,
  market_state: CHANGE,
  // Kept by triggers that run as the owner.
  open_order_total: READ,
  order_event: APPEND,
  orders: CHANGE,
  password_token: ALL,
  // Derived: made again by the worker whenever they are due.
  performance_account: CHANGE,
  performance_checkpoint: ALL,
  performance_run: ALL,
  performance_year: ALL,
  position: ALL,
  posting: APPEND,
  process_report: ALL,
  proof_account: ALL,
  proof_finding: CHANGE,
  // What is old is removed.
  proof_pass: ALL,
  quote: ALL,
  rate_limit: ALL,
  risk_limit: CHANGE,
  schema_migration: READ,
  security_event: [...APPEND, "DELETE"],
  session: CHANGE,
  session_override: ALL,
  stream_event: APPEND,
  // Gone when it could be taken back after all.
  take_back_failure: ALL,
  venue_execution: CHANGE,
  venue_order: CHANGE,
  worker_lease: CHANGE,
};

/** Brings the role's rights to exactly the table above. Runs as the owner after every migration, in one transaction. */
export async function applyPrivileges(ownerUrl: string, appRole: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const role = client.escapeIdentifier(appRole);
    const grants = Object.entries(TABLE_PRIVILEGES).map(
      ([table, list]) => `grant ${list.join(", ")} on ${client.escapeIdentifier(table)} to ${role};`,
    );
    await client.query(`
      begin;
      select pg_advisory_xact_lock(hashtext('ballast.privileges'));
      revoke all on all tables in schema public from ${role}, public;
      revoke all on all functions in schema public from ${role}, public;
      revoke create on schema public from public;
      grant usage on schema public, pgboss to ${role};
      ${grants.join("\n")}
      grant usage on all sequences in schema public to ${role};
      grant execute on all functions in schema public to ${role};
      grant select, insert, update, delete on all tables in schema pgboss to ${role};
      grant execute on all functions in schema pgboss to ${role};
      commit;`);
  } finally {
    await client.end();
  }
}
