/** Log lines for people at a terminal. */
import { PinoPretty } from "pino-pretty";

export function pretty() {
  return PinoPretty({
    colorize: process.stdout.isTTY,
    translateTime: "SYS:HH:MM:ss.l",
    ignore: "pid,hostname",
    sync: true,
  });
}
