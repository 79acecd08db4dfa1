/** Cursor paging: where a page ended, as an opaque text of time and id. Rows that arrive meanwhile never shift a page. */
import { ServiceError } from "./errors.ts";

export interface Cursor {
  readonly at: Date;
  readonly id: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

export interface PageInput {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

export const PAGE_SIZE = 50;
export const PAGE_SIZE_MAX = 200;

const ID = /^[A-Za-z0-9._:/-]{1,64}$/;
// PostgreSQL knows no year 0; nothing of ours is older than this.
const TIME = /^(19|2\d)\d{2}-/;

export function encodeCursor({ at, id }: Cursor): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString("base64url");
}

export function decodeCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  const [time = "", id = "", ...rest] = Buffer.from(text, "base64url").toString("utf8").split(" ");
  const at = new Date(time);
  if (Number.isNaN(at.getTime()) || !TIME.test(time) || at.toISOString() !== time || !ID.test(id) || rest.length > 0) {
    throw new ServiceError("invalid", "The cursor is not one that this list gave out.", {
      errors: [{ pointer: "cursor", detail: "take it from nextCursor of the page before, or leave it out" }],
    });
  }
  return { at, id };
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** For lists whose ids are UUIDs, which PostgreSQL would refuse to compare with anything else. */
export function decodeUuidCursor(text: string | undefined): Cursor | null {
  const cursor = decodeCursor(text);
  if (cursor !== null && !UUID.test(cursor.id)) return decodeCursor("");
  return cursor;
}

export function pageSize(limit: number | undefined): number {
  if (limit === undefined) return PAGE_SIZE;
  return Math.min(Math.max(1, Math.trunc(limit)), PAGE_SIZE_MAX);
}

/** `rows` is one more than the page when there is a next one: that row is not shown, it only proves that there is more. */
export function pageOf<T>(rows: readonly T[], size: number, keyOf: (row: T) => Cursor): Page<T> {
  const items = rows.slice(0, size);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > size && last !== undefined ? encodeCursor(keyOf(last)) : null };
}

/** Prisma's form of `(time, id) < (cursor)`; the first line lets the index find its place. */
export function olderThan<Field extends string>(field: Field, cursor: Cursor | null) {
  type At = { readonly [F in Field]: { readonly lte: Date } };
  type Before = { readonly [F in Field]: { readonly lt: Date } };
  if (cursor === null) return {};
  const at = { [field]: { lte: cursor.at } } as At;
  const before = { [field]: { lt: cursor.at } } as Before;
  return { AND: [at, { OR: [before, { id: { lt: cursor.id } }] }] };
}
