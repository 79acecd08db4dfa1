// The audit page's address: filters, the open event and the place in the list all live in it.

export const AUDIT_FILTERS = [
  "actorId",
  "action",
  "entityType",
  "entityId",
  "requestId",
  "accountId",
  "from",
  "to",
] as const;
export type AuditFilter = (typeof AUDIT_FILTERS)[number];
export type AuditFilters = { readonly [F in AuditFilter]?: string | undefined };

export interface AuditPlace extends AuditFilters {
  readonly cursor?: string | undefined;
  readonly event?: string | undefined;
}

export function auditHref(place: AuditPlace): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(place)) if (value !== undefined && value !== "") query.set(name, value);
  const text = query.toString();
  return text === "" ? "/audit" : `/audit?${text}`;
}

export function hasFilters(filters: AuditFilters): boolean {
  return AUDIT_FILTERS.some((name) => filters[name] !== undefined);
}

type Raw = { readonly [name: string]: string | readonly string[] | undefined };

/** An empty field of the form is no filter; a field given twice counts once. */
export function readPlace(raw: Raw): AuditPlace {
  const place: { [name: string]: string } = {};
  for (const name of [...AUDIT_FILTERS, "cursor", "event"]) {
    const given = raw[name];
    const value = (typeof given === "string" ? given : given?.[0])?.trim();
    if (value !== undefined && value !== "") place[name] = value;
  }
  return place;
}
