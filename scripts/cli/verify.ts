/** `verify`: proves the books, ends with 1 when something does not agree, and halts what that touches. */
import type { Command } from "commander";
import { type PassResult, runPass } from "#lib/services/proof/run-pass.ts";
import type { VerifyResult } from "#lib/services/proof/verify.ts";
import { id } from "./arguments.ts";
import { type CliDesk, onDesk } from "./desk.ts";
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
    // A look at everything counts as a full proof. Either is kept, and what it finds halts what it touches.
    const only =
      account === undefined ? ({ kind: "full" } as const) : ({ kind: "changed", accountId: account } as const);
    await requireAccount(desk, account);
    const pass = await runPass({ ctx, input: { ...only, occasion: "command" } });
    const result = resultOf(pass);
    if (!result.clean) process.exitCode = 1;
    if (json) return printJson({ ...result, passId: pass.id, durationMs: pass.durationMs });
    print(result, pass);
  });
}

async function requireAccount({ database }: CliDesk, id: string | undefined): Promise<void> {
  if (id === undefined || (await database.account.count({ where: { id } })) > 0) return;
  throw new Error(`There is no account ${id}. See: npm run ballast -- accounts list`);
}

function resultOf({ findings, unsettled, look: { checks, counts } }: PassResult): VerifyResult {
  const told = [...findings, ...unsettled];
  return { clean: told.length === 0, checks, findings: told, counts };
}

function print({ clean, findings, checks, counts: seen }: VerifyResult, pass: PassResult): void {
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
  const took = ` in ${(pass.durationMs / 1_000).toFixed(1)} s`;
  console.log(`${verdict}: ${checks.length} checks over ${counts.join(", ")}${took}.`);
  if (pass.findings.length > 0)
    console.log("What they touch is halted. docs/runbooks/broken-books.md says what to do now.");
  if (pass.unsettled.length > 0)
    console.log(`${pass.unsettled.length} could not be looked at again, because the desk is busy: ask once more.`);
}
