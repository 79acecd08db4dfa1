/** Reads path, query and body of a request: JSON only, bounded in size, nothing unknown, every mistake named. */

import { z } from "zod";
import { parseCount } from "#lib/domain/shared/count.ts";
import { type FieldError, ServiceError } from "#lib/services/errors.ts";
import { fieldErrors, type InputPart, pointerTo } from "./field-errors.ts";

export const BODY_BYTES_MAX = 64 * 1024;

/** Of a file that is imported: tens of thousands of rows. The server's own limit for the same addresses is MAX_IMPORT_BYTES. */
export const IMPORT_BYTES_MAX = 8 * 1024 * 1024;

export interface BodyRules {
  readonly bytesMax?: number | undefined;
  readonly csv?: boolean | undefined;
}

export async function readBody(
  request: Request,
  { bytesMax = BODY_BYTES_MAX, csv = false }: BodyRules = {},
): Promise<unknown> {
  const bytes = await readBounded(request, bytesMax);
  if (bytes.length === 0) return undefined;
  const type = request.headers.get("content-type") ?? "";
  if (csv && /^text\/csv\s*(;.*)?$/i.test(type)) return { ...csvMembers(request), format: "csv", content: utf8(bytes) };
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)) {
    throw new ServiceError(
      "unsupported_media_type",
      "Send the body as JSON, with the header Content-Type: application/json.",
    );
  }
  try {
    return JSON.parse(utf8(bytes));
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    throw invalid([{ pointer: "", detail: "is not valid JSON in UTF-8" }]);
  }
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalid([{ pointer: "", detail: "is not text in UTF-8" }]);
  }
}

/** `?dryRun=true&fileName=2024.csv`: text has no members, so these stand in the address. */
function csvMembers(request: Request): { readonly [name: string]: unknown } {
  const members = Object.entries(queryOf(new URL(request.url)));
  return Object.fromEntries(
    members.map(([name, value]) => [name, value === "true" ? true : value === "false" ? false : value]),
  );
}

async function readBounded(request: Request, bytesMax: number): Promise<Uint8Array> {
  const announced = request.headers.get("content-length");
  if (
    announced !== null &&
    /^\d+$/.test(announced) &&
    (announced.length > 15 || parseCount(announced, { min: 0, max: Number.MAX_SAFE_INTEGER }) > bytesMax)
  )
    throw tooLarge(bytesMax);
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (request.body === null) return new Uint8Array();
  // Node's streams can be iterated; the browser's types do not say so yet.
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > bytesMax) throw tooLarge(bytesMax);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(bytesMax: number): ServiceError {
  return new ServiceError("payload_too_large", `A body may have ${bytesMax / 1024} KiB. Nothing was read.`);
}

/** One value per name as text; a repeated name becomes a list, which only a schema that wants one accepts. */
export function queryOf(url: URL): { readonly [name: string]: string | readonly string[] } {
  const names = [...new Set(url.searchParams.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = url.searchParams.getAll(name);
      const [only = ""] = values;
      return [name, values.length === 1 ? only : values];
    }),
  );
}

/** What a request without such a part may bring: nothing. */
export const NOTHING = z.strictObject({});

export function parsePart<S extends z.ZodType>(schema: S, raw: unknown, part: InputPart): z.output<S> {
  const unstorable = badText(raw, []);
  if (unstorable !== null) {
    throw invalid([
      {
        pointer: pointerTo(unstorable, part),
        detail: "contains characters that are not text (NUL or half a character)",
      },
    ]);
  }
  if (part === "body" && raw === undefined) {
    throw invalid([{ pointer: "", detail: "is missing; send a JSON object with Content-Type: application/json" }]);
  }
  const parsed = schema.safeParse(raw);
  if (!parsed.success) throw invalid(fieldErrors(parsed.error.issues, part));
  return parsed.data;
}

function invalid(errors: readonly FieldError[]): ServiceError {
  const [first] = errors;
  const where = first === undefined || first.pointer === "" ? "The body" : first.pointer.replace(/^\//, "");
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return new ServiceError("invalid", `${where} ${first?.detail ?? "is not valid"}${more}.`, { errors });
}

// Deeper than any body of ours: what lies below is refused by its schema, not looked at.
const DEPTH_MAX = 8;

/** PostgreSQL stores neither NUL nor lone surrogates: the path of the first text, or name, that has one. */
function badText(value: unknown, path: readonly string[]): readonly string[] | null {
  if (typeof value === "string") return value.includes("\u0000") || !value.isWellFormed() ? path : null;
  if (typeof value !== "object" || value === null || path.length > DEPTH_MAX) return null;
  for (const [key, item] of Object.entries(value)) {
    const found = badText(item, [...path, key.toWellFormed()]);
    if (found !== null) return found;
  }
  return null;
}
