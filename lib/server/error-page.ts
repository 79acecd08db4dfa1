/** Reads the page of an error code from docs/errors: the same text for who reads the repository and who follows a problem's type. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

export interface ErrorPage {
  readonly title: string;
  /** `heading` is null for a plain paragraph. */
  readonly paragraphs: readonly { readonly heading: string | null; readonly text: string }[];
}

/** Null when there is no such code. */
export async function readErrorPage(code: string): Promise<ErrorPage | null> {
  if (!/^[a-z_]{1,60}$/.test(code)) return null;
  const text = await readFile(join(process.cwd(), "docs", "errors", `${code}.md`), "utf8").catch(() => null);
  if (text === null) return null;
  const [first = "", ...rest] = text.trim().split(/\n{2,}/);
  return { title: first.replace(/^# /, ""), paragraphs: rest.map(paragraph) };
}

function paragraph(block: string): ErrorPage["paragraphs"][number] {
  const [, heading, text] = /^\*\*(.+?)\*\*\s+([\s\S]*)$/.exec(block) ?? [];
  return heading === undefined || text === undefined ? { heading: null, text: block } : { heading, text };
}
