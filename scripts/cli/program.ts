/** All commands. Wrong arguments print the usage and end with 2, refusals and failures with 1. */
import { Command } from "commander";
import { addAccountCommands } from "./accounts.ts";
import { addHaltCommands } from "./halts.ts";
import { addImportCommands } from "./imports.ts";
import { addKeyCommands } from "./keys.ts";
import { addMarketCommands } from "./market.ts";
import { addOrderCommands } from "./orders.ts";
import { addUserCommands } from "./users.ts";
import { addVenueCommands } from "./venue.ts";
import { addVerifyCommand } from "./verify.ts";

export function createProgram(): Command {
  const program = new Command("npm run ballast --")
    .description(
      "Ballast from the command line. It works on the desk of this folder, or on the one that DATABASE_URL names.",
    )
    .exitOverride()
    .showHelpAfterError()
    .helpCommand(false);
  for (const add of [
    addUserCommands,
    addKeyCommands,
    addAccountCommands,
    addOrderCommands,
    addMarketCommands,
    addImportCommands,
    addHaltCommands,
    addVenueCommands,
    addVerifyCommand,
  ]) {
    add(program);
  }
  return program;
}
