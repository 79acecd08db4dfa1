/** The log: JSON lines with the request's id in production, readable lines in development, and no secret in either. */
import { type DestinationStream, type Logger, pino } from "pino";
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
      hooks: { streamWrite: scrub },
    },
    destination ?? (production ? pino.destination({ dest: 1, sync: true }) : pretty()),
  );
}
