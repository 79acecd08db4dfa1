/** `verify`: proves the books, ends with 1 when something does not agree, and halts what that touches. */
import type { Command } from "commander";
import { type PassResult, runPass } from "#lib/services/proof/run-pass.ts";
import { type VerifyResult, verify } from "#lib/services/proof/verify.ts";
import { id } from "./arguments.ts";
import { onDesk } from "./desk.ts";
import { printJson } from "./print.ts";

interface VerifyOptions {
  readonly account?: string;
  readonly json?: true;
}

export function addVerifyCommand(program: Command): void {
  program
    .command("verify")
    .description("prove the books: journals, balances, holds, orders, positions, record; ends with 1 on any finding")
    .option("--account <id>", "only this account", id)
    .option("--json", "print JSON")
    .action(run);
}

async function run({ account, json }: VerifyOptions): Promise<void> {
  await onDesk(async (desk) => {
    const ctx = desk.contextFor();
    // A look at everything counts as a full proof: it is kept, and what it finds halts what it touches. A look at one account only tells.
    const pass = account === undefined ? await runPass({ ctx, input: { kind: "full", occasion: "command" } }) : null;
    const result = pass === null ? await verify({ ctx, input: { accountId: account } }) : resultOf(pass);
    if (!result.clean) process.exitCode = 1;
    if (json) return printJson(pass === null ? result : { ...result, passId: pass.id, durationMs: pass.durationMs });
    print(result, pass);
  });
}

function resultOf({ findings, look: { checks, counts } }: PassResult): VerifyResult {
  return { clean: findings.length === 0, checks, findings, counts };
}

function print({ clean, findings, checks, counts: seen }: VerifyResult, pass: PassResult | null): void {
  for (const { check, message, accountId, journalId, orderId } of findings) {
    const where = [
      accountId && `account ${accountId}`,
      journalId && `journal ${journalId}`,
      orderId && `order ${orderId}`,
    ];
    console.log(`${check}: ${message} (${where.filter(Boolean).join(", ") || "all accounts"})`);
  }
  const counts = [
    `${seen.accounts} accounts`,
    `${seen.orders} orders`,
    `${seen.executions} executions`,
    `${seen.journals} journals`,
    `${seen.postings} postings`,
  ];
  const verdict = clean ? "The books are clean" : `${findings.length} findings`;
  const took = pass === null ? "" : ` in ${(pass.durationMs / 1_000).toFixed(1)} s`;
  console.log(`${verdict}: ${checks.length} checks over ${counts.join(", ")}${took}.`);
  if (!clean && pass !== null)
    console.log("What they touch is halted. docs/runbooks/broken-books.md says what to do now.");
}
