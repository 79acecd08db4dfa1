// The ticket's key with its fields in sessionStorage: a reload finds the same ticket, and an order that was sent is never sent anew.
import { asDraft, type TicketDraft } from "./draft.ts";

export interface TicketMemory {
  /** Idempotency key and client order id in one: whatever is repeated under it is one order. */
  readonly key: string;
  readonly draft: TicketDraft;
  /** When the button was pressed; null once there is a final answer, or before. */
  readonly sentAt: string | null;
}

/** The part of sessionStorage that is used here. */
export interface TicketStorage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
}

const nameOf = (accountId: string): string => `ballast:ticket:${accountId}`;
const KEY = /^[a-z0-9-]{16,64}$/;

export function loadTicket(storage: TicketStorage, accountId: string): TicketMemory | null {
  try {
    const kept: unknown = JSON.parse(storage.getItem(nameOf(accountId)) ?? "null");
    if (typeof kept !== "object" || kept === null) return null;
    const { key, draft, sentAt } = kept as Record<string, unknown>;
    const read = asDraft(draft);
    if (read === null || typeof key !== "string" || !KEY.test(key)) return null;
    return { key, draft: read, sentAt: typeof sentAt === "string" ? sentAt : null };
  } catch {
    return null;
  }
}

/** False when the browser keeps nothing; the ticket then works, but not across a reload. */
export function saveTicket(storage: TicketStorage, accountId: string, memory: TicketMemory): boolean {
  try {
    storage.setItem(nameOf(accountId), JSON.stringify(memory));
    return true;
  } catch {
    return false;
  }
}

/** By getRandomValues: randomUUID is missing on plain http beyond this machine. */
export function newTicketKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `ui-${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
