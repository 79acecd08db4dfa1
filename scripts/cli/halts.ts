/** `halt`: stop trading and resume it, for the desk or one account. */
import type { Command } from "commander";
import { liftHalt } from "#lib/services/halts/lift-halt.ts";
import { listHalts } from "#lib/services/halts/list-halts.ts";
import { setHalt } from "#lib/services/halts/set-halt.ts";
import { id } from "./arguments.ts";
import { onDesk } from "./desk.ts";
import { printJson, printTable } from "./print.ts";

interface HaltOptions {
  readonly reason: string;
  readonly account?: string;
}

export function addHaltCommands(program: Command): void {
  const halt = program.command("halt").description("stop and resume trading");
  halt
    .command("set")
    .description("refuse new orders of the desk, or of one account; cancels and fills go on")
    .requiredOption("--reason <text>", "why; everybody reads it")
    .option("--account <id>", "only this account", id)
    .action(set);
  halt
    .command("lift")
    .description("resume trading")
    .requiredOption("--reason <text>", "why")
    .option("--account <id>", "the halt of this account instead of the desk's", id)
    .action(lift);
  halt.command("list").description("list halts, those in force first").option("--json", "print JSON").action(list);
}

async function set({ reason, account }: HaltOptions): Promise<void> {
  await onDesk(async (desk) => {
    const halt = await setHalt({ ctx: desk.contextFor(), input: { accountId: account ?? null, reason } });
    console.log(
      `${account === undefined ? "The desk" : `Account ${account}`} is halted since ${halt.setAt.toISOString()} (${halt.id}).`,
    );
  });
}

async function lift({ reason, account }: HaltOptions): Promise<void> {
  await onDesk(async (desk) => {
    const inForce = await desk.database.halt.findFirst({ where: { liftedAt: null, accountId: account ?? null } });
    if (inForce === null)
      throw new Error(`No halt is in force for ${account === undefined ? "the desk" : `account ${account}`}.`);
    await liftHalt({ ctx: desk.contextFor(), input: { haltId: inForce.id, reason } });
    console.log("Trading goes on.");
  });
}

async function list({ json }: { readonly json?: true }): Promise<void> {
  await onDesk(async (desk) => {
    const { items } = await listHalts({ ctx: desk.contextFor(), input: { limit: 200 } });
    if (json) return printJson(items);
    const rows = items.map((one) => [
      one.id,
      one.accountName ?? "desk",
      one.setAt.toISOString(),
      one.liftedAt?.toISOString() ?? "in force",
      one.reason,
    ]);
    printTable(["ID", "SCOPE", "SET", "LIFTED", "REASON"], rows);
  });
}
