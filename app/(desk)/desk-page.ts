/** What most pages of the desk ask first: who is here, which account, what they may do, and how they like to read times. */
import { cookies } from "next/headers";
import { readPreferences } from "#components/shell/preferences.ts";
import type { Permission } from "#lib/domain/access/permissions.ts";
import { type PageContext, pageContext } from "#lib/server/page-context.ts";
import { ServiceError } from "#lib/services/errors.ts";

export interface DeskPage extends PageContext {
  readonly may: (permission: Permission) => boolean;
  readonly zone: string;
  readonly hidden: boolean;
}

export async function deskPage(): Promise<DeskPage> {
  const [page, jar] = await Promise.all([pageContext(), cookies()]);
  const { zone, hideBalances } = readPreferences((name) => jar.get(name)?.value);
  return { ...page, may: (permission) => page.user.permissions.includes(permission), zone, hidden: hideBalances };
}

export type SearchParams = Promise<Readonly<Record<string, string | string[] | undefined>>>;

/** One value per name; a name that comes twice counts once. */
export async function readSearch(search: SearchParams): Promise<Readonly<Record<string, string | undefined>>> {
  const given = Object.entries(await search).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]);
  return Object.fromEntries(given);
}

/** Puts a list's cursor into its question; one that was cut short on its way shows the newest rows, not a broken page. */
export async function byCursor<Page>(
  cursor: string | undefined,
  read: (at: { readonly cursor?: string }) => Promise<Page>,
): Promise<{ readonly at: { readonly cursor?: string }; readonly page: Page }> {
  if (cursor !== undefined) {
    try {
      return { at: { cursor }, page: await read({ cursor }) };
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== "invalid") throw error;
    }
  }
  return { at: {}, page: await read({}) };
}
