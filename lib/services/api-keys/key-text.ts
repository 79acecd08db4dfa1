/** How an API key is written: a prefix that names it, a secret, and a checksum that leaked-secret scanners and we can see without asking. */
import { createHash, randomInt, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const KEY = /^(blst_[0-9A-Za-z]{8})_([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/;

export interface NewKey {
  /** Shown once, to the one who made it. */
  readonly text: string;
  readonly prefix: string;
  readonly secretHash: Uint8Array<ArrayBuffer>;
}

export function newKey(): NewKey {
  const prefix = `blst_${randomText(8)}`;
  const secret = randomText(32);
  return { text: `${prefix}_${secret}${checksum(`${prefix}_${secret}`)}`, prefix, secretHash: hashOf(secret) };
}

/** Null for what cannot be a key of ours: it costs no look into the database. */
export function parseKey(
  text: string,
): { readonly prefix: string; readonly secretHash: Uint8Array<ArrayBuffer> } | null {
  const [, prefix, secret, check] = KEY.exec(text) ?? [];
  if (prefix === undefined || secret === undefined || check !== checksum(`${prefix}_${secret}`)) return null;
  return { prefix, secretHash: hashOf(secret) };
}

export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The secret has 190 bits of chance in it: a fast hash is enough. */
function hashOf(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}

function randomText(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}

function checksum(text: string): string {
  let rest = crc32(text);
  let digits = "";
  for (let place = 0; place < 6; place += 1) {
    digits = `${ALPHABET[rest % 62]}${digits}`;
    rest = Math.floor(rest / 62);
  }
  return digits;
}
