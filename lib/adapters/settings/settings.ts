/** Reads and checks the environment once: the only place besides the scripts that looks at it. */
import { type output, z } from "zod";
import { definitions } from "./definitions.ts";

export interface SettingProblem {
  readonly variable: string;
  readonly problem: string;
  readonly example: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;
export type ParsedSettings =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly SettingProblem[] };

type Definitions = typeof definitions;
const shape = Object.fromEntries(
  Object.entries(definitions).map(([name, definition]) => [name, definition.schema]),
) as unknown as { readonly [Name in keyof Definitions]: Definitions[Name]["schema"] };
const schema = z.object(shape);

/** Keys are the variables' own names. */
export type Settings = Readonly<output<typeof schema>> & {
  /** Where people open the desk, without a slash at the end. */
  readonly url: string;
  readonly production: boolean;
};

export function parseSettings(environment: Environment): ParsedSettings {
  // An empty variable is one that was not given, as in a line of .env that nobody filled in.
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map(toProblem) };
  const url = parsed.data.BALLAST_URL ?? `http://localhost:${parsed.data.PORT}`;
  const settings: Settings = { ...parsed.data, url, production: environment["NODE_ENV"] === "production" };
  const problems = [...exposureProblems(settings), ...storeProblems(settings)];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings };
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** What must not be reachable from other machines. */
function exposureProblems({ HOST, BALLAST_URL, BALLAST_DEMO }: Settings): SettingProblem[] {
  if (isLoopback(HOST)) return [];
  const found: SettingProblem[] = [];
  if (BALLAST_DEMO === "on") {
    const problem = "the demo has well-known passwords and serves this machine only";
    found.push({ variable: "HOST", problem, example: "127.0.0.1, or BALLAST_DEMO=off" });
  }
  if (!BALLAST_URL?.startsWith("https://")) {
    const problem = `is needed, with https, when HOST is ${HOST}`;
    found.push({ variable: "BALLAST_URL", problem, example: definitions.BALLAST_URL.example });
  }
  return found;
}

/** Without its token Upstash refuses every count, and memory would count for good without anybody noticing. */
function storeProblems({ UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN }: Settings): SettingProblem[] {
  if (UPSTASH_REDIS_REST_URL === undefined || UPSTASH_REDIS_REST_TOKEN !== undefined) return [];
  const problem = "is missing: UPSTASH_REDIS_REST_URL needs it";
  return [
    { variable: "UPSTASH_REDIS_REST_TOKEN", problem, example: "the token that Upstash shows beside the address" },
  ];
}

function toProblem(issue: z.core.$ZodIssue): SettingProblem {
  const variable = String(issue.path[0]);
  const definition = (definitions as Readonly<Record<string, { example: string; about: string }>>)[variable];
  // A secret's example is the command that makes one: a value to copy would be copied.
  return {
    variable,
    problem: issue.message,
    example: definition?.example || (definition?.about.split(": ").at(-1) ?? ""),
  };
}

/** The problems as a table: variable, what is wrong, an example. */
export function problemTable(problems: readonly SettingProblem[]): string {
  const rows = [["Variable", "What is wrong", "Example"], ...problems.map((p) => [p.variable, p.problem, p.example])];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

export class SettingsError extends Error {
  readonly problems: readonly SettingProblem[];
  constructor(problems: readonly SettingProblem[]) {
    super(`These settings keep Ballast from starting:\n${problemTable(problems)}`);
    this.name = "SettingsError";
    this.problems = problems;
  }
}

let known: Settings | undefined;

/** This process's settings. Call it where a value is needed, not while modules load: builds have no environment. */
export function settings(): Settings {
  if (!known) {
    const parsed = parseSettings(process.env);
    if (!parsed.ok) throw new SettingsError(parsed.problems);
    known = parsed.settings;
  }
  return known;
}
