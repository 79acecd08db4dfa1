/** The OpenAPI 3.1 document, made of the routes' own declarations: what validates the requests is what describes them. */
import { z } from "zod";
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from "zod-openapi";
import { ProblemView } from "#lib/contracts/problem.ts";
import type { RouteAbout, RouteHandler } from "../declaration.ts";
import { WRITES } from "../declaration.ts";

/** A route file's module: its exports are named after methods. */
export type RouteModule = { readonly [name: string]: unknown };
/** By path as OpenAPI writes it: `/api/v1/orders/{id}`. */
export type RouteTable = { readonly [path: string]: RouteModule };

export type ApiDocument = ReturnType<typeof createDocument>;

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

export interface ApiOperation {
  readonly path: string;
  readonly method: (typeof METHODS)[number];
  readonly about: RouteAbout;
}

/** The document's own route. It is described here, because a table that held the route would hold itself. */
export const DOCUMENT_PATH = "/api/v1/openapi.json";
export const DOCUMENT_ABOUT: RouteAbout = {
  summary: "The API as OpenAPI 3.1",
  tags: ["About"],
  public: true,
  limit: "read",
  answer: z.looseObject({ openapi: z.literal("3.1.0") }).meta({ id: "OpenApiDocument" }),
};

export function operationsOf(routes: RouteTable): ApiOperation[] {
  return Object.entries(routes).flatMap(([path, module]) =>
    METHODS.flatMap((method) => {
      const handler = module[method];
      return isHandler(handler) ? [{ path, method, about: handler.about }] : [];
    }),
  );
}

export function isHandler(value: unknown): value is RouteHandler {
  return typeof value === "function" && "about" in value;
}

export function apiDocument(routes: RouteTable, version: string): ApiDocument {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  const own: ApiOperation = { path: DOCUMENT_PATH, method: "GET", about: DOCUMENT_ABOUT };
  for (const operation of [...operationsOf(routes), own]) {
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: describe(operation) };
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Ballast",
      version,
      description:
        "Amounts, prices and quantities are decimal strings, never JSON numbers. Instants are ISO 8601 in UTC. Errors are application/problem+json with a closed code and a request id.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ apiKey: [] }, { bearer: [] }, { session: [] }],
    // The record above holds exactly the methods that the type wants.
    paths: paths as ZodOpenApiPathsObject,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "An API key." },
        apiKey: { type: "apiKey", in: "header", name: "X-API-Key" },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "next-auth.session-token",
          description: "The browser's session; writes must come from the desk's own pages.",
        },
      },
    },
  });
}

const IdempotencyKey = z.string().min(16).max(255).meta({
  description: "New for each request, the same for each retry of it.",
  example: "8e03978e-40d5-43e8-bc93-6894a57f9324",
});

function describe({ path, method, about }: ApiOperation): ZodOpenApiOperationObject {
  const requestParams = {
    ...(about.params instanceof z.ZodObject ? { path: about.params } : {}),
    ...(about.query instanceof z.ZodObject ? { query: about.query } : {}),
    ...keyHeader(method, about),
  };
  return {
    operationId: operationId(method, path),
    summary: about.summary,
    ...descriptionOf(about),
    tags: [...about.tags],
    ...(about.public === true ? { security: [] } : {}),
    ...(Object.keys(requestParams).length === 0 ? {} : { requestParams }),
    ...(about.body === undefined
      ? {}
      : { requestBody: { required: true, content: bodyContent(about.body, about.takesCsv === true) } }),
    responses: responsesOf(path, method, about),
  };
}

function bodyContent(body: z.ZodType, takesCsv: boolean) {
  const json = { "application/json": { schema: body } };
  if (!takesCsv) return json;
  const description =
    "The file as it is; the other members, such as dryRun and fileName, as parameters of the address.";
  return { ...json, "text/csv": { schema: z.string().meta({ description }) } };
}

const KEY_HEADERS = {
  required: IdempotencyKey,
  accepted: IdempotencyKey.optional(),
  natural: IdempotencyKey.optional().meta({
    description:
      "Accepted, and nothing is kept under it: this request is idempotent by itself. Repeated with any key or none, it changes nothing more and answers with the state as it is then.",
  }),
};

function keyHeader(method: string, { idempotency = "accepted" }: RouteAbout) {
  if (!WRITES.has(method) || idempotency === "none") return {};
  return { header: z.object({ "Idempotency-Key": KEY_HEADERS[idempotency] }) };
}

function descriptionOf({ description, permission }: RouteAbout) {
  const needed = permission === undefined ? [] : typeof permission === "string" ? [permission] : permission;
  const sentences = [description, needed.length === 0 ? undefined : `Needs ${needed.join(" or ")}.`].filter(
    (sentence) => sentence !== undefined,
  );
  return sentences.length === 0 ? {} : { description: sentences.join(" ") };
}

const PROBLEMS: { readonly [status: number]: string } = {
  400: "The request is not valid; `errors` names the fields.",
  401: "No credentials, or ended ones.",
  403: "Not permitted.",
  404: "There is no such thing, or it is not yours to see.",
  409: "It does not fit the present state.",
  413: "The body is too large.",
  415: "The body must be JSON.",
  422: "The Idempotency-Key was used for another request.",
  429: "Too many requests; see Retry-After.",
  503: "Busy or not available; see Retry-After.",
};

function responsesOf(
  path: string,
  method: string,
  about: RouteAbout,
): NonNullable<ZodOpenApiOperationObject["responses"]> {
  const write = WRITES.has(method);
  const usual =
    about.public === true
      ? [429, 503]
      : [400, 401, 403, ...(path.includes("{") || about.query !== undefined ? [404] : []), 429, 503];
  const statuses = new Set([...usual, ...(write ? [404, 409, 413, 415, 422] : [])]);
  const problems: Record<string, ReturnType<typeof problem>> = {};
  for (const status of [...statuses].sort((a, b) => a - b))
    problems[status] = problem(about.refusals?.[status] ?? PROBLEMS[status] ?? "Refused.");
  for (const [status, description] of Object.entries(about.refusals ?? {})) problems[status] = problem(description);
  const later =
    about.mayTakeLater === true
      ? { 202: { ...success(about), description: "Done later; the body says how far it is." } }
      : {};
  return {
    ...problems,
    [`${about.status ?? (about.answer === undefined && write ? 204 : 200)}`]: success(about),
    ...later,
  };
}

function success({ answer, tags, files = [] }: RouteAbout): ZodOpenApiResponseObject {
  if (files.length > 0) {
    const content = files.map((type) => [type, { schema: z.string() }] as const);
    return { description: "A file.", content: Object.fromEntries(content) };
  }
  if (answer !== undefined) return { description: "Done.", content: { "application/json": { schema: answer } } };
  if (tags.includes("Stream"))
    return { description: "Events.", content: { "text/event-stream": { schema: z.string() } } };
  return { description: "Done." };
}

function problem(description: string) {
  return { description, content: { "application/problem+json": { schema: ProblemView } } };
}

/** `GET /api/v1/orders/{id}/story` is `getOrdersByIdStory`. */
function operationId(method: string, path: string): string {
  const words = path
    .replace("/api/v1/", "")
    .split("/")
    .flatMap((part) => (part.startsWith("{") ? ["by", part.slice(1, -1)] : part.split(/[^A-Za-z0-9]+/)));
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
