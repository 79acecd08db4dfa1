// Before and after of a change, field by field, from the canonical texts that the audit keeps.

export interface FieldChange {
  readonly field: string;
  /** Null where the field was not there. */
  readonly before: string | null;
  readonly after: string | null;
  readonly changed: boolean;
}

export function diffSnapshots(before: string | null, after: string | null): readonly FieldChange[] {
  const old = flatten(before);
  const now = flatten(after);
  return [...new Set([...old.keys(), ...now.keys()])].sort().map((field) => {
    const was = old.get(field) ?? null;
    const is = now.get(field) ?? null;
    return { field, before: was, after: is, changed: was !== is };
  });
}

/** Nested fields become `a.b`; text that is no object stands as it is under one name. */
function flatten(text: string | null): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  if (text === null) return fields;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = text;
  }
  walk(value, "", fields);
  return fields;
}

function walk(value: unknown, path: string, into: Map<string, string>): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value);
    for (const [key, part] of entries) walk(part, path === "" ? key : `${path}.${key}`, into);
    if (entries.length > 0 || path === "") return;
  }
  into.set(path === "" ? "value" : path, typeof value === "string" ? value : JSON.stringify(value));
}
