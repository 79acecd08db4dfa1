/** Arguments are judged before anything is opened: the wrong ones print the usage, and none of these ever reaches a desk. */
import { CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import { createProgram } from "./program.ts";

async function parse(args: readonly string[]) {
  let printed = "";
  const program = createProgram();
  const write = (text: string) => {
    printed += text;
  };
  for (const command of [program, ...program.commands, ...program.commands.flatMap((one) => one.commands)]) {
    command.configureOutput({ writeOut: write, writeErr: write });
  }
  const error = await program.parseAsync(["node", "ballast", ...args]).then(
    () => null,
    (reason: unknown) => reason,
  );
  return { printed, exitCode: error instanceof CommanderError ? error.exitCode : null };
}

describe("wrong arguments", () => {
  it.each([
    [[]],
    [["accounts"]],
    [["acounts", "list"]],
    [["accounts", "create"]],
    [["accounts", "create", "--owner", "a@b", "--cash", "12,5"]],
    [["accounts", "create", "--owner", "a@b", "--cash", "1e3"]],
    [["users", "create", "--email", "nobody", "--role", "trader"]],
    [["users", "create", "--email", "a@b", "--role", "king"]],
    [["keys", "create", "--user", "a@b", "--scopes", "everything"]],
    [["keys", "create", "--user", "a@b", "--scopes", "read", "--tier", "gold"]],
    [["keys", "revoke", "1"]],
    [["orders", "submit", "--account", "x", "--symbol", "ACME", "--side", "buy"]],
    [["orders", "list"]],
    [["import", "activities", "file.csv"]],
    [["import", "prices", "file.csv"]],
    [["import", "prices", "file.csv", "--basis", "guessed"]],
    [["export", "--account", "mine"]],
    [["market", "import"]],
    [["market", "step", "0"]],
    [["market", "quote", "ACME", "--bid", "1"]],
    [["market", "clock", "tomorrow"]],
    [["halt", "set"]],
    [["venue", "bust", "P-1:0001"]],
    [["venue", "correct", "P-1:0001", "--quantity", "1"]],
    [["verify", "--account", "1"]],
    [["verify", "surplus"]],
  ])("%j: the usage", async (args) => {
    const { printed, exitCode } = await parse(args);
    expect(printed).toContain("Usage: npm run ballast --");
    expect(exitCode).toBe(1);
  });
});

describe("help", () => {
  it.each([[["--help"]], [["users", "--help"]], [["orders", "submit", "--help"]]])("%j is no mistake", async (args) => {
    const { printed, exitCode } = await parse(args);
    expect(printed).toContain("Usage: npm run ballast --");
    expect(exitCode).toBe(0);
  });

  it("names every command", async () => {
    const { printed } = await parse(["--help"]);
    for (const name of ["users", "keys", "accounts", "orders", "market", "halt", "venue", "verify"])
      expect(printed).toContain(name);
  });
});
