/** What the reference page shows, taken from the OpenAPI document: operations by tag with parameters, bodies and a curl to try. */
import type { ApiDocument } from "./document.ts";

export interface ReferenceParameter {
  readonly name: string;
  readonly where: string;
  readonly required: boolean;
  readonly type: string;
  readonly description: string;
}

export interface ReferenceOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly ReferenceParameter[];
  /** Names of schemas, or their JSON where they have none. */
  readonly body: string | null;
  readonly answers: readonly {
    readonly status: string;
    readonly description: string;
    readonly schema: string | null;
  }[];
  readonly curl: string;
}

export interface Reference {
  readonly version: string;
  readonly tags: readonly { readonly name: string; readonly operations: readonly ReferenceOperation[] }[];
  readonly schemas: readonly { readonly name: string; readonly text: string }[];
}

/** The document as plain JSON: what its readers get, free of the types that made it. */
type Json = { readonly [key: string]: unknown };

export function referenceOf(document: ApiDocument): Reference {
  const json = JSON.parse(JSON.stringify(document)) as Json;
  const operations = Object.entries(record(json.paths)).flatMap(([path, item]) =>
    Object.entries(record(item)).map(([method, operation]) => ({
      tag: tagOf(record(operation)),
      ...describe(path, method, record(operation)),
    })),
  );
  const names = [...new Set(operations.map(({ tag }) => tag))];
  return {
    version: String(record(json.info).version),
    tags: names.map((name) => ({ name, operations: operations.filter(({ tag }) => tag === name) })),
    schemas: Object.entries(record(record(json.components).schemas)).map(([name, schema]) => ({
      name,
      text: JSON.stringify(schema, null, 2),
    })),
  };
}

function describe(path: string, method: string, operation: Json): ReferenceOperation {
  const parameters = list(operation.parameters).map(parameter);
  const body = schemaOf(record(operation.requestBody));
  const verb = method.toUpperCase();
  return {
    id: String(operation.operationId),
    method: verb,
    path,
    summary: String(operation.summary),
    description: typeof operation.description === "string" ? operation.description : "",
    parameters,
    body,
    answers: Object.entries(record(operation.responses)).map(([status, answer]) => ({
      status,
      description: String(record(answer).description),
      schema: schemaOf(record(answer)),
    })),
    curl: curlOf(verb, path, parameters, body !== null),
  };
}

function parameter(raw: Json): ReferenceParameter {
  const schema = record(raw.schema);
  return {
    name: String(raw.name),
    where: String(raw.in),
    required: raw.required === true,
    type: typeName(schema),
    description: [raw.description, schema.description].find((text): text is string => typeof text === "string") ?? "",
  };
}

function typeName(schema: Json): string {
  if (Array.isArray(schema.enum)) return schema.enum.map(String).join(" | ");
  if (typeof schema.$ref === "string") return refName(schema.$ref);
  if (typeof schema.const === "string") return schema.const;
  return typeof schema.type === "string" ? schema.type : "string";
}

/** A named schema by its name, so that the page can point to it. */
function schemaOf(holder: Json): string | null {
  const content = Object.values(record(holder.content))[0];
  if (content === undefined) return null;
  const schema = record(record(content).schema);
  return typeof schema.$ref === "string" ? refName(schema.$ref) : JSON.stringify(schema, null, 2);
}

function refName(ref: string): string {
  return ref.slice(ref.lastIndexOf("/") + 1);
}

function curlOf(method: string, path: string, parameters: readonly ReferenceParameter[], hasBody: boolean): string {
  const needed = parameters
    .filter(({ where, required }) => where === "query" && required)
    .map(({ name }) => `${name}=…`);
  const url = `http://localhost:3000${path}${needed.length === 0 ? "" : `?${needed.join("&")}`}`;
  const lines = [`curl ${method === "GET" ? "" : `-X ${method} `}'${url}'`, `-H "Authorization: Bearer $BALLAST_KEY"`];
  if (parameters.some(({ name, required }) => name === "Idempotency-Key" && required))
    lines.push(`-H "Idempotency-Key: $(node -p 'crypto.randomUUID()')"`);
  if (hasBody) lines.push(`-H 'Content-Type: application/json'`, `-d '{ … }'`);
  return lines.join(" \\\n  ");
}

function tagOf(operation: Json): string {
  return Array.isArray(operation.tags) ? String(operation.tags[0]) : "Other";
}

function record(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(record) : [];
}
