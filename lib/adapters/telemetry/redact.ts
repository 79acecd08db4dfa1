/** Keeps secrets and personal data out of the log: by the name of a field, and by the look of a text. */

const HIDDEN = "[redacted]";
const DEPTH_MAX = 8;

/** Compared without case, dashes and underscores, anywhere in the name: sessionToken, SET-COOKIE and api_key alike. */
const SECRET_NAMES = [
  "password",
  "passwd",
  "secret",
  "token",
  "authorization",
  "cookie",
  "apikey",
  "credential",
  "privatekey",
  "hashkey",
  "encryptionkey",
  "idempotencykey",
  "connectionstring",
  "databaseurl",
  "databaseownerurl",
  "redisurl",
  "sentrydsn",
  "email",
];

/** A child logger's bindings are written without passing `redact`: the finished line is looked through by name as well. */
const SECRET_FIELD = new RegExp(`("[^"]*(?:${SECRET_NAMES.join("|")}|api[-_]key)[^"]*"):"(?:[^"\\\\]|\\\\.)*"`, "gi");

/** What secrets look like inside texts, such as a driver's error message. */
const SECRET_LOOKS: readonly (readonly [RegExp, string])[] = [
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"]*:)[^\s@"]+@/gi, `$1${HIDDEN}@`],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${HIDDEN}`],
  [/\bblst_[A-Za-z0-9_]{8,}/g, HIDDEN],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*\.[A-Za-z0-9_.-]+/g, HIDDEN],
  [/\$argon2(id|i|d)\$[^\s"]+/g, HIDDEN],
  [/[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/g, HIDDEN],
];

/** A copy of what is logged, with the values of secret names replaced; errors become plain fields. */
export function redact(fields: Record<string, unknown>): Record<string, unknown> {
  return copy(fields, 0) as Record<string, unknown>;
}

/** The last look at a finished line. */
export function scrub(line: string): string {
  const named = line.replace(SECRET_FIELD, `$1:"${HIDDEN}"`);
  return SECRET_LOOKS.reduce((text, [look, instead]) => text.replace(look, instead), named);
}

function copy(value: unknown, depth: number): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEPTH_MAX) return "[deeper]";
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1));
  if (value instanceof Headers || value instanceof Map) return copy(Object.fromEntries(value), depth + 1);
  if (value instanceof Error) {
    const { name, message, stack, cause, ...rest } = value;
    const known = { name, message, stack, ...(cause === undefined ? {} : { cause }), ...rest };
    return copy(known, depth + 1);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, isSecretName(key) ? HIDDEN : copy(item, depth + 1)]),
  );
}

function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replace(/[-_]/g, "");
  return SECRET_NAMES.some((secret) => plain.includes(secret));
}
