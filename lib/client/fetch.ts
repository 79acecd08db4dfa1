/** Calls the API from the browser: JSON in and out, and every refusal as one kind of error with its code and request id. */

import type { Problem } from "#lib/contracts/problem.ts";
import { parseCount } from "#lib/domain/shared/count.ts";

/** `unanswered` means that nothing is known about what happened: look it up, never send it again by itself. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly problem: Problem | null;
  readonly retryAfterSeconds: number | null;

  constructor(
    status: number,
    code: string,
    message: string,
    problem: Problem | null,
    retryAfterSeconds: number | null = null,
  ) {
    super(message);
    this.name = "ApiProblem";
    this.status = status;
    this.code = code;
    this.problem = problem;
    this.requestId = problem?.requestId ?? null;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export interface Sending {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: unknown;
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Answered<T> {
  readonly value: T;
  /** The server had answered this key before. */
  readonly replayed: boolean;
  readonly requestId: string | null;
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await ask(path, {
    headers: { accept: "application/json" },
    ...(signal === undefined ? {} : { signal }),
  });
  return read<T>(response);
}

export async function sendJson<T>(
  path: string,
  { method, body, idempotencyKey, signal }: Sending,
): Promise<Answered<T>> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (idempotencyKey !== undefined) headers["idempotency-key"] = idempotencyKey;
  const response = await ask(path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  return {
    value: await read<T>(response),
    replayed: response.headers.get("idempotent-replayed") === "true",
    requestId: response.headers.get("x-request-id"),
  };
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, credentials: "same-origin", cache: "no-store" });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiProblem(0, "unanswered", "No answer came. Check the connection.", null);
  }
  if (response.ok) return response;
  throw await problemOf(response);
}

export async function problemOf(response: Response): Promise<ApiProblem> {
  const problem = await readProblem(response);
  const wait = response.headers.get("retry-after");
  const seconds = wait !== null && /^\d{1,6}$/.test(wait) ? parseCount(wait, { min: 0, max: 999_999 }) : null;
  // A proxy in between may answer in its own words.
  const message = problem?.detail ?? `The server answered ${response.status}.`;
  return new ApiProblem(response.status, problem?.code ?? "unreadable", message, problem, seconds);
}

async function readProblem(response: Response): Promise<Problem | null> {
  if (!response.headers.get("content-type")?.includes("json")) return null;
  const body: unknown = await response.json().catch(() => null);
  return typeof body === "object" && body !== null && "code" in body ? (body as Problem) : null;
}

async function read<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  try {
    // The server holds its answers against the same schemas that these types come from.
    return (await response.json()) as T;
  } catch {
    throw new ApiProblem(0, "unanswered", "The answer broke off.", null);
  }
}

/** Asking again helps when nobody answered or the server was busy; it never helps against a refusal. */
export function shouldRetry(failures: number, error: unknown): boolean {
  if (failures >= 3) return false;
  return !(error instanceof ApiProblem) || error.status === 0 || error.status >= 502;
}
