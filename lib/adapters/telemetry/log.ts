/** The log: JSON lines with the request's id in production, readable lines in development, and no secret in either. */
import { type DestinationStream, type Logger, pino } from "pino";
import { reportError } from "./error-reports.ts";
import { pretty } from "./pretty.ts";
import { redact, scrub } from "./redact.ts";

export type Log = Logger;

export interface LogOptions {
  /** Which process speaks: web, worker, cli. */
  readonly name: string;
  readonly level: string;
  readonly production: boolean;
  /** Standard output when left out. */
  readonly destination?: DestinationStream;
}

/** A request's lines carry its id: `log.child({ requestId })`. */
export function createLog({ name, level, production, destination }: LogOptions): Log {
  return pino(
    {
      name,
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redact(fields),
      },
      hooks: {
        streamWrite: scrub,
        logMethod(args, method, at) {
          if (at >= ERROR) report(args[0]);
          method.apply(this, args);
        },
      },
    },
    destination ?? (production ? pino.destination({ dest: 1, sync: true }) : pretty()),
  );
}

const ERROR = pino.levels.values["error"] ?? 50;

/** What the log calls an error is an error report too, if somebody wants those. */
function report(fields: unknown): void {
  if (typeof fields !== "object" || fields === null || !("err" in fields)) return;
  const { err, ...rest } = fields;
  const about = Object.entries(rest).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
  reportError(err, Object.fromEntries(about));
}
