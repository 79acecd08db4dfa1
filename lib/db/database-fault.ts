/** Reads what PostgreSQL meant from the several shapes in which Prisma 7 reports it. */

/** The SQLSTATE behind an error, or null. A failure at COMMIT arrives as a bare DriverAdapterError; one in raw SQL as P2010 with the code in its text. */
export function sqlStateOf(error: unknown): string | null {
  for (const candidate of causes(error)) {
    for (const key of ["originalCode", "sqlState"]) {
      const value = candidate[key];
      if (typeof value === "string" && /^[0-9A-Z]{5}$/.test(value)) return value;
    }
    if (candidate.code === "P2034") return "40001";
    if (candidate.code === "P2010" && typeof candidate.message === "string") {
      const inText = /Code: `([0-9A-Z]{5})`/.exec(candidate.message);
      if (inText?.[1]) return inText[1];
    }
    if (typeof candidate.code === "string" && /^[0-9][0-9A-Z]{4}$/.test(candidate.code)) return candidate.code;
  }
  return null;
}

/** The name of the violated constraint or index, when the error names one. */
export function constraintOf(error: unknown): string | null {
  for (const candidate of causes(error)) {
    const constraint = candidate.constraint;
    if (typeof constraint === "string") return constraint;
    if (isRecord(constraint) && typeof constraint.index === "string") return constraint.index;
  }
  return null;
}

export function isUniqueViolation(error: unknown): boolean {
  return sqlStateOf(error) === "23505" || [...causes(error)].some((cause) => cause.code === "P2002");
}

/** Waited for a lock longer than `lock_timeout`. */
export function isLockTimeout(error: unknown): boolean {
  return sqlStateOf(error) === "55P03";
}

/** No connection could be had in time: the transaction never began, so nothing happened. */
export function isBusyBeforeStart(error: unknown): boolean {
  return [...causes(error)].some(
    (cause) =>
      cause.code === "P2028" && typeof cause.message === "string" && /unable to start|maxWait/i.test(cause.message),
  );
}

/**
 * The transaction took longer than it may and was rolled back: nothing happened, and the same again would take as long. Only where its last
 * statement took the COMMIT along (THEN_COMMIT) it may have been kept.
 */
export function isTransactionExpired(error: unknown): boolean {
  return [...causes(error)].some(
    (cause) =>
      cause.code === "P2028" &&
      typeof cause.message === "string" &&
      /expired transaction|Transaction already closed|timeout for this transaction/i.test(cause.message),
  );
}

/** The server is gone or refuses connections: whether a commit arrived is not known. */
export function isConnectionLost(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== null && (state.startsWith("08") || state === "57P01" || state === "57P02" || state === "57P03"))
    return true;
  return [...causes(error)].some(
    (cause) =>
      (typeof cause.code === "string" &&
        ["P1001", "P1017", "P2024", "ECONNREFUSED", "ECONNRESET", "EPIPE"].includes(cause.code)) ||
      // A server that is down has taken its socket's file along.
      (cause.code === "ENOENT" && cause.syscall === "connect") ||
      (typeof cause.message === "string" &&
        /connection (error|terminated|timeout|ended)|connect ENOENT|server closed the connection|not queryable|DatabaseNotReachable|ConnectionClosed/i.test(
          cause.message,
        )),
  );
}

type Fields = { readonly [key: string]: unknown };

function* causes(error: unknown): Generator<Fields> {
  const queue: unknown[] = [error];
  // Errors may refer to each other; eight steps are deeper than any seen.
  for (let step = 0; step < 8 && queue.length > 0; step += 1) {
    const next = queue.shift();
    if (!isRecord(next)) continue;
    yield next;
    queue.push(next.cause, next.driverAdapterError, isRecord(next.meta) ? next.meta.driverAdapterError : undefined);
  }
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}
