/** Passwords as argon2id in PHC strings: 64 MiB and three passes, four at a time, off the event loop. */

import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { parseCount } from "#lib/domain/shared/count.ts";
import type { PasswordHasher } from "#lib/ports/password-hasher.ts";
import { createGate } from "./gate.ts";

interface Parameters {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

const TODAY: Parameters = { memory: 65_536, passes: 3, parallelism: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;
// Each takes 64 MiB while it runs: without a bound, sign-ins would be a way to exhaust the machine.
const AT_ONCE = 4;
const WAITING_MAX = 64;

export function createPasswordHasher(parameters: Parameters = TODAY): PasswordHasher {
  const throughGate = createGate(AT_ONCE, WAITING_MAX);
  const decoySalt = randomBytes(SALT_BYTES);

  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      const tag = await throughGate(() => derive(password, salt, parameters, TAG_BYTES));
      return format(parameters, salt, tag);
    },
    async verify(password, stored) {
      const known = stored === null ? null : parse(stored);
      const tag = await throughGate(() =>
        derive(password, known?.salt ?? decoySalt, known?.parameters ?? parameters, known?.tag.length ?? TAG_BYTES),
      );
      return known !== null && timingSafeEqual(tag, known.tag);
    },
    isOutdated(stored) {
      const known = parse(stored)?.parameters;
      return (
        known === undefined ||
        known.memory !== parameters.memory ||
        known.passes !== parameters.passes ||
        known.parallelism !== parameters.parallelism
      );
    },
  };
}

function derive(
  password: string,
  nonce: Buffer,
  { memory, passes, parallelism }: Parameters,
  tagLength: number,
): Promise<Buffer> {
  // One password typed on two keyboards may arrive as different code points; NFKC makes them one.
  const message = Buffer.from(password.normalize("NFKC"), "utf8");
  return new Promise((resolve, reject) => {
    argon2("argon2id", { message, nonce, memory, passes, parallelism, tagLength }, (error, tag) =>
      error === null ? resolve(tag) : reject(error),
    );
  });
}

function format({ memory, passes, parallelism }: Parameters, salt: Buffer, tag: Buffer): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

function parse(stored: string): { parameters: Parameters; salt: Buffer; tag: Buffer } | null {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(stored) ?? [];
  if (
    memory === undefined ||
    passes === undefined ||
    parallelism === undefined ||
    salt === undefined ||
    tag === undefined
  )
    return null;
  const whole = (text: string) => parseCount(text, { min: 0, max: 4_294_967_295 });
  return {
    parameters: { memory: whole(memory), passes: whole(passes), parallelism: whole(parallelism) },
    salt: Buffer.from(salt, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
