/** What every call to the API goes through, whoever makes it: id, headers, one catch, one sample in the metrics, and for a write one line in the log. */
import { unstable_rethrow } from "next/navigation";
import { observeRequest } from "#lib/adapters/telemetry/metrics.ts";
import { type Answer, type RouteAbout, type Segment, WRITES } from "./declaration.ts";
import { type ProblemPlace, problemFrom } from "./problem.ts";
import { newRequestId, REQUEST_ID_HEADER } from "./request-id.ts";
import { type Services, services } from "./services.ts";

export interface Call {
  readonly request: Request;
  readonly url: URL;
  readonly params: Readonly<Record<string, string | string[] | undefined>>;
  /** `/api/v1/orders/{id}`. */
  readonly pattern: string;
  readonly place: ProblemPlace;
  /** Sent with the answer, whatever it becomes. */
  readonly headers: Headers;
}

const ALWAYS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const;

export async function respond(
  request: Request,
  segment: Segment | undefined,
  about: RouteAbout,
  work: (call: Call) => Promise<Answer | Response>,
): Promise<Response> {
  const startedAt = performance.now();
  const url = new URL(request.url);
  const params = (await segment?.params) ?? {};
  const place: ProblemPlace = { requestId: newRequestId(), instance: url.pathname };
  const call: Call = {
    request,
    url,
    params,
    pattern: patternOf(url.pathname, params),
    place,
    headers: new Headers(ALWAYS),
  };
  call.headers.set(REQUEST_ID_HEADER, place.requestId);
  if (url.protocol === "https:") call.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  let response: Response;
  try {
    const answer = await work(call);
    response = answer instanceof Response ? withHeaders(answer, call.headers) : await toResponse(answer, call, about);
  } catch (error) {
    // Redirects and the like of Next.js travel as errors; they are not ours to answer.
    unstable_rethrow(error);
    response = await refuse(error, call);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  observeRequest({ route: call.pattern, method: request.method, status: response.status, seconds });
  if (WRITES.has(request.method)) await logWrite(call, response.status, seconds);
  return response;
}

/** Reads are counted in the metrics alone: pages ask every few seconds, and their lines would bury these. */
async function logWrite({ request, pattern, place }: Call, status: number, seconds: number): Promise<void> {
  const built = await services().catch(() => null);
  const ms = Math.round(seconds * 1000);
  built?.log.info({ requestId: place.requestId, method: request.method, route: pattern, status, ms }, "request");
}

async function refuse(error: unknown, call: Call): Promise<Response> {
  const { status, problem, headers, unexpected } = problemFrom(error, call.place);
  if (status >= 500) await reportFailure(error, call, unexpected);
  for (const [name, value] of Object.entries(headers)) call.headers.set(name, value);
  call.headers.set("content-type", "application/problem+json");
  return new Response(JSON.stringify(problem), { status, headers: call.headers });
}

async function reportFailure(error: unknown, { request, pattern, place }: Call, unexpected: boolean): Promise<void> {
  const fields = { err: error, requestId: place.requestId, route: pattern, method: request.method };
  const log = await services().then(
    (built: Services) => built.log,
    () => null,
  );
  if (log === null) process.stderr.write(`${JSON.stringify({ ...fields, err: String(error) })}\n`);
  else if (unexpected) log.error(fields, "a request failed");
  else log.warn(fields, "a request could not be served");
}

async function toResponse(answer: Answer, call: Call, about: RouteAbout): Promise<Response> {
  const { status, body, headers = {} } = answer;
  for (const [name, value] of Object.entries(headers)) call.headers.set(name, value);
  if (body === undefined) return new Response(null, { status, headers: call.headers });
  const text = JSON.stringify(body);
  if (status < 400) await holdAgainst(about, text);
  call.headers.set("content-type", status >= 400 ? "application/problem+json" : "application/json");
  return new Response(text, { status, headers: call.headers });
}

/** Outside production an answer that its own document does not describe is an error, so that tests find it. */
async function holdAgainst({ answer, summary }: RouteAbout, text: string): Promise<void> {
  if (answer === undefined || (await services()).settings.production) return;
  const checked = answer.safeParse(JSON.parse(text));
  if (!checked.success)
    throw new Error(`"${summary}" answered what its document does not say: ${checked.error.message}`);
}

function withHeaders(response: Response, headers: Headers): Response {
  for (const [name, value] of headers) if (!response.headers.has(name)) response.headers.set(name, value);
  return response;
}

/** The address with its parameters' names instead of their values: few enough to be labels. */
export function patternOf(pathname: string, params: Call["params"]): string {
  const names = new Map(
    Object.entries(params).flatMap(([name, value]) => (typeof value === "string" ? [[value, name] as const] : [])),
  );
  return pathname
    .split("/")
    .map((part) => {
      const name = names.get(part) ?? names.get(decodeSafely(part));
      return name === undefined ? part : `{${name}}`;
    })
    .join("/");
}

function decodeSafely(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
