/** Someone who writes past triggers and foreign keys, as the owner of the server can: what they plant is what the proof must find. */
import pg from "pg";
import { expect } from "vitest";
import type { TestDatabase } from "./database.ts";

export async function openIntruder({ superuserUrl }: TestDatabase): Promise<pg.Client> {
  const intruder = new pg.Client({ connectionString: superuserUrl });
  await intruder.connect();
  await intruder.query("set session_replication_role = replica");
  return intruder;
}

/** A damage that touches no row is none, and finding nothing after it would say nothing. */
export async function damage(intruder: pg.Client, statement: string, ...values: string[]): Promise<void> {
  expect((await intruder.query(statement, values)).rowCount, statement).toBeGreaterThan(0);
}

/** As if the books had never been looked at. */
export async function forgetLooks(intruder: pg.Client): Promise<void> {
  await intruder.query(
    "update proof_finding set closed_at = now(), closed_pass_id = last_pass_id where closed_at is null",
  );
  await intruder.query("truncate proof_pass, proof_account");
}
