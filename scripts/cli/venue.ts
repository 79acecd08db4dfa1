/** `venue`: what a real venue does on a bad day, asked of the paper one: taking an execution back, or correcting it. */
import type { Command } from "commander";
import type { Decimal } from "#lib/domain/shared/decimal.ts";
import { type ReverseExecutionInput, reverseExecution } from "#lib/services/market/reverse-execution.ts";
import { amount } from "./arguments.ts";
import { onDesk } from "./desk.ts";

export function addVenueCommands(program: Command): void {
  const venue = program.command("venue").description("take back or correct an execution of the paper venue");
  venue
    .command("bust")
    .description("take an execution back; the desk books it as soon as the venue reports it")
    .argument("<execution>", "the venue's id of it, or the desk's")
    .requiredOption("--reason <text>", "why; kept in the audit")
    .action((executionId: string, { reason }: { readonly reason: string }) =>
      reverse({ executionId, correction: null, reason }),
    );
  venue
    .command("correct")
    .description("say that an execution was another one; the desk books the difference")
    .argument("<execution>", "the venue's id of it, or the desk's")
    .requiredOption("--quantity <units>", "how much it was", amount)
    .requiredOption("--price <price>", "at what price", amount)
    .option("--fee <amount>", "at what fee; unchanged when left out", amount)
    .option("--reason <text>", "why; kept in the audit", "corrected by an operator")
    .action(correct);
}

interface CorrectOptions {
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly fee?: Decimal;
  readonly reason: string;
}

async function correct(executionId: string, { quantity, price, fee, reason }: CorrectOptions): Promise<void> {
  await reverse({ executionId, correction: { quantity, price, fee: fee ?? null }, reason });
}

async function reverse(input: ReverseExecutionInput): Promise<void> {
  await onDesk(async (desk) => {
    const { venueExecutionId, orderId } = await reverseExecution({ ctx: desk.contextFor(), input });
    console.log(`Execution ${venueExecutionId} of order ${orderId} is on its way to the desk.`);
  });
}
