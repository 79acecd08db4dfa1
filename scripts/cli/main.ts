/** `npm run ballast -- COMMAND`: what operators do without a browser, through the same verbs. */
import { CommanderError } from "commander";
import { explain } from "./explain.ts";
import { createProgram } from "./program.ts";

try {
  await createProgram().parseAsync(process.argv);
} catch (error) {
  // Commander has said what is wrong and how it is used. Asking for help is no mistake.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(explain(error));
    process.exitCode = 1;
  }
}
