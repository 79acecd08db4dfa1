/** `verify`: proves the books and ends with 1 when something does not agree. */
import type { Command } from "commander";
import { verify } from "#lib/services/proof/verify.ts";
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
    const result = await verify({ ctx: desk.contextFor(), input: { accountId: account } });
    if (!result.clean) process.exitCode = 1;
    if (json) return printJson(result);
    for (const { check, message, accountId, journalId, orderId } of result.findings) {
      const where = [
        accountId && `account ${accountId}`,
        journalId && `journal ${journalId}`,
        orderId && `order ${orderId}`,
      ];
      console.log(`${check}: ${message} (${where.filter(Boolean).join(", ") || "all accounts"})`);
    }
    const { accounts, orders, executions, journals, postings } = result.counts;
    const seen = `${accounts} accounts, ${orders} orders, ${executions} executions, ${journals} journals, ${postings} postings`;
    const verdict = result.clean ? "The books are clean" : `${result.findings.length} findings`;
    console.log(`${verdict}: ${result.checks.length} checks over ${seen}.`);
  });
}
