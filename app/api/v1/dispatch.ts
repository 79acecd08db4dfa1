/** Finds the route of a request as Next.js would and calls it, without Next.js: for tests, benchmarks and the crawl of every route. */
import { ProblemView } from "#lib/contracts/problem.ts";
import { apiDocument, isHandler, type RouteModule } from "#lib/server/openapi/document.ts";
import { routeTable } from "./route-table.ts";

export async function dispatch(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const { module, params } = find(pathname);
  const handler = module[request.method];
  if (!isHandler(handler)) return new Response(null, { status: 405 });
  return handler(request, { params: Promise.resolve(params) });
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The answer with its JSON read, other files as `text`; an answer without a body has an empty object. What the document does not describe is an error. */
export async function ask(request: Request): Promise<ApiAnswer> {
  const response = await dispatch(request);
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  const body = text === "" ? {} : isJson ? JSON.parse(text) : { text };
  if (response.status !== 405) holdToDocument(request, response.status, body);
  return { status: response.status, headers: response.headers, body };
}

let document: ReturnType<typeof apiDocument> | undefined;

/** Bodies of successes are held against their schema by the wrapper; this is for statuses and for refusals. */
function holdToDocument({ method, url }: Request, status: number, body: unknown): void {
  document ??= apiDocument(routeTable, "test");
  const { pattern } = find(new URL(url).pathname);
  const { responses = {} } = document.paths?.[pattern]?.[METHODS[method] ?? "get"] ?? {};
  const where = `${method} ${pattern}`;
  if (!(status in responses)) throw new Error(`${where} answered ${status}, which its document does not name`);
  if (status >= 400) ProblemView.parse(body);
}

const METHODS: { readonly [method: string]: "get" | "post" | "put" | "patch" | "delete" } = {
  POST: "post",
  PUT: "put",
  PATCH: "patch",
  DELETE: "delete",
};

interface Found {
  readonly pattern: string;
  readonly module: RouteModule;
  readonly params: Readonly<Record<string, string>>;
}

/** A fixed word goes before a parameter, as in Next.js. */
function find(path: string): Found {
  const parts = path.split("/");
  const fits = Object.entries(routeTable).flatMap(([pattern, module]): Found[] => {
    const names = pattern.split("/");
    if (names.length !== parts.length || !names.every((name, at) => name.startsWith("{") || name === parts[at]))
      return [];
    const params = names.flatMap((name, at) =>
      name.startsWith("{") ? [[name.slice(1, -1), decodeURIComponent(parts[at] ?? "")] as const] : [],
    );
    return [{ pattern, module, params: Object.fromEntries(params) }];
  });
  const best = fits.sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)[0];
  if (best === undefined) throw new Error(`no route for ${path}`);
  return best;
}
