// From the recorded steps of an order to what its timeline says: what, when, how long after, and by whom.
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { addDecimals } from "#components/format/string-decimal.ts";
import { formatDuration } from "#components/format/time.ts";
import type { Shape, Tone } from "#components/ui/badge.tsx";
import type { OrderStoryView } from "#lib/contracts/order-story.ts";
import type { StoryTab } from "./story-address.ts";

export type Step = OrderStoryView["steps"][number];

export interface TimelineStep {
  readonly id: string;
  readonly title: string;
  readonly shape: Shape;
  readonly tone: Tone;
  /** A sentence below the title; null when the title says it all. */
  readonly note: string | null;
  readonly at: string;
  /** Time since the step before, or since the order was received. */
  readonly latency: string | null;
  readonly actor: string;
  readonly tab: StoryTab | null;
  /** The fill that this step is about. */
  readonly executionId: string | null;
}

export interface TimelineWords {
  /** Null for an order by amount. */
  readonly quantity: string | null;
  readonly tick: string;
  readonly hidden: boolean;
}

interface Look {
  readonly title: string;
  readonly shape: Shape;
  readonly tone: Tone;
  readonly tab?: StoryTab;
}

const LOOKS: { readonly [type: string]: Look } = {
  received: { title: "Received", shape: "dot", tone: "neutral", tab: "request" },
  checked: { title: "Checked", shape: "dot", tone: "neutral", tab: "risk" },
  accepted: { title: "Accepted", shape: "check", tone: "info" },
  rejected: { title: "Refused", shape: "cross", tone: "halt", tab: "risk" },
  sent: { title: "Sent", shape: "dot", tone: "neutral" },
  acknowledged: { title: "Acknowledged", shape: "check", tone: "info" },
  partially_filled: { title: "Filled", shape: "half", tone: "live", tab: "executions" },
  filled: { title: "Filled", shape: "check", tone: "live", tab: "executions" },
  cancel_requested: { title: "Cancel requested", shape: "ring", tone: "warn" },
  canceled: { title: "Canceled", shape: "dash", tone: "neutral" },
  expired: { title: "Expired", shape: "dash", tone: "neutral" },
  unanswered: { title: "Sent, no answer yet; checking", shape: "ring", tone: "warn" },
};

export function timelineOf(steps: readonly Step[], words: TimelineWords): readonly TimelineStep[] {
  let filled = "0";
  return steps.map((step, index) => {
    const look = LOOKS[step.type] ?? { title: step.type.replaceAll("_", " "), shape: "dot", tone: "neutral" };
    const quantity = field(step.detail, "quantity");
    const isFill = field(step.detail, "executionId") !== null && quantity !== null;
    if (isFill) filled = addDecimals(filled, quantity);
    return {
      id: step.id,
      title: isFill ? fillTitle(step, filled, words) : look.title,
      shape: look.shape,
      tone: look.tone,
      note: noteOf(step, words),
      at: step.effectiveAt,
      latency: latencyOf(step, steps[index - 1]),
      actor: actorOf(step),
      tab: look.tab ?? null,
      executionId: field(step.detail, "executionId"),
    };
  });
}

/** "Filled 4 of 10" on the way, "Filled 10 of 10" at the end; an amount has no total to be part of. */
function fillTitle(step: Step, filled: string, { quantity, hidden }: TimelineWords): string {
  if (hidden) return step.type === "filled" ? "Filled" : "Partly filled";
  const done = formatQuantity(filled);
  return quantity === null ? `Filled ${done}` : `Filled ${done} of ${formatQuantity(quantity)}`;
}

function noteOf({ type, detail }: Step, { tick, hidden }: TimelineWords): string | null {
  if (type === "checked") return verdictNote(verdictsOf(detail));
  const quantity = field(detail, "quantity");
  const price = field(detail, "price");
  if (quantity !== null && price !== null)
    return `${formatQuantity(quantity, { hidden })} at ${formatPrice(price, { tick })}`;
  if (type === "rejected") return hidden ? null : field(detail, "message");
  if (type === "canceled") return cancelNote(field(detail, "reason"));
  const venueOrderId = field(detail, "venueOrderId");
  return venueOrderId === null ? null : `by the venue, as ${venueOrderId}`;
}

function cancelNote(reason: string | null): string | null {
  if (reason === null || reason === "requested") return null;
  return reason === "insufficient_hold" ? "What was set aside did not cover the rest." : reason.replaceAll("_", " ");
}

export interface StoryVerdict {
  readonly rule: string;
  readonly ok: boolean;
  readonly limit: string | null;
  readonly observed: string | null;
  readonly headroom: string | null;
}

/** The detail of a step is open to what later versions write; what does not look like a verdict is left out. */
export function verdictsOf(detail: unknown): readonly StoryVerdict[] {
  const list = typeof detail === "object" && detail !== null && "verdicts" in detail ? detail.verdicts : [];
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: unknown) => {
    const rule = field(each, "rule");
    const ok = typeof each === "object" && each !== null && "ok" in each ? each.ok : null;
    if (rule === null || typeof ok !== "boolean") return [];
    return [
      { rule, ok, limit: field(each, "limit"), observed: field(each, "observed"), headroom: field(each, "headroom") },
    ];
  });
}

function verdictNote(verdicts: readonly StoryVerdict[]): string | null {
  if (verdicts.length === 0) return null;
  const passed = verdicts.filter(({ ok }) => ok).length;
  const noun = verdicts.length === 1 ? "check" : "checks";
  return passed === verdicts.length ? `${passed} ${noun} pass` : `${passed} of ${verdicts.length} ${noun} pass`;
}

/** By the venue's clock, as the times beside it, so that they add up. */
function latencyOf(step: Step, before: Step | undefined): string | null {
  if (before === undefined) return null;
  const passed = Date.parse(step.effectiveAt) - Date.parse(before.effectiveAt);
  if (passed < 0) return `${formatSpan(-passed)} before the step above, reported later`;
  return passed === 0 ? "at the same moment" : `+${formatSpan(passed)}`;
}

/** Orders may work for days: beyond a minute the two largest units say enough. */
export function formatSpan(milliseconds: number): string {
  if (milliseconds < 60_000) return formatDuration(milliseconds);
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 60) return `${minutes} min ${Math.floor((milliseconds % 60_000) / 1000)} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

export function actorOf({ actorKind, actorName }: Pick<Step, "actorKind" | "actorName">): string {
  const name = actorName ?? "somebody who is gone";
  return actorKind === "api_key" ? `API key ${name}` : name;
}

function field(detail: unknown, name: string): string | null {
  if (typeof detail !== "object" || detail === null) return null;
  const value: unknown = Object.entries(detail).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : null;
}
