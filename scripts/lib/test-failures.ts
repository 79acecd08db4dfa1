/** Names the tests that failed, with what they said, from the reports that the test programs leave. */
import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { readReport } from "./test-counts.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Enough for a difference or a counterexample with its seed. */
const MESSAGE_LINES = 30;

interface VitestFailures {
  readonly testResults?: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

interface Suite {
  readonly file?: string;
  readonly suites?: readonly Suite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly file: string;
    readonly ok: boolean;
    readonly tests: readonly {
      readonly results: readonly { readonly errors?: readonly { readonly message?: string }[] }[];
    }[];
  }[];
}

interface PlaywrightFailures {
  readonly suites?: readonly Suite[];
  readonly errors?: readonly { readonly message?: string }[];
}

/** "file › test", and beneath it the beginning of each message, for every report in the folder. */
export function failuresIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .flatMap((name) => {
      const report = readReport<VitestFailures & PlaywrightFailures>(join(folder, name));
      return report === null ? [] : [...ofVitest(report), ...ofPlaywright(report)];
    });
}

function ofVitest({ testResults = [] }: VitestFailures): string[] {
  return testResults.flatMap(({ name, status, message = "", assertionResults }) => {
    const file = relative(root, name);
    if (status === "failed" && assertionResults.length === 0) return [told(file, "could not be loaded", [message])];
    return assertionResults
      .filter((one) => one.status === "failed")
      .map(({ fullName, failureMessages }) => told(file, fullName, failureMessages ?? []));
  });
}

function ofPlaywright({ suites = [], errors = [] }: PlaywrightFailures): string[] {
  return [
    ...suites.flatMap(ofSuite),
    ...errors.map(({ message = "" }) => told("e2e", "outside of any journey", [message])),
  ];
}

function ofSuite({ suites = [], specs = [] }: Suite): string[] {
  const own = specs
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) => {
      const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors ?? []));
      return told(
        join("e2e", file),
        title,
        errors.map(({ message = "" }) => message),
      );
    });
  return [...own, ...suites.flatMap(ofSuite)];
}

function told(file: string, title: string, messages: readonly string[]): string {
  const lines = messages.flatMap((message) => stripVTControlCharacters(message).split("\n").slice(0, MESSAGE_LINES));
  return [`${file} › ${title}`, ...lines.map((line) => `    ${line}`)].join("\n");
}
