// From the recorded steps of an order to what its timeline says: what, when, how long after, and by whom.
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { addDecimals, subtractDecimals } from "#components/format/string-decimal.ts";
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
  /** A fact that the venue told of after the order was over: it is booked all the same, and stands out. */
  readonly late: boolean;
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
  held: { title: "Held back", shape: "ring", tone: "neutral" },
  activated: { title: "Activated", shape: "dot", tone: "info" },
  reduced: { title: "Reduced", shape: "half", tone: "neutral" },
  triggered: { title: "Triggered", shape: "triangle", tone: "info" },
  replace_requested: { title: "Replacement asked for", shape: "ring", tone: "warn" },
  replaced: { title: "Replaced", shape: "dash", tone: "neutral" },
  replace_refused: { title: "Replacement refused", shape: "cross", tone: "halt" },
  busted: { title: "Fill taken back by the venue", shape: "cross", tone: "halt", tab: "executions" },
  corrected: { title: "Fill corrected by the venue", shape: "diamond", tone: "warn", tab: "executions" },
};

/** What the order itself does after which it is over; facts of the venue that follow are late. */
const ENDS: ReadonlySet<string> = new Set(["filled", "canceled", "expired", "rejected", "replaced"]);
const FACTS: ReadonlySet<string> = new Set(["partially_filled", "filled", "busted", "corrected"]);

export function timelineOf(steps: readonly Step[], words: TimelineWords): readonly TimelineStep[] {
  let filled = "0";
  let over = false;
  return steps.map((step, index) => {
    const look = LOOKS[step.type] ?? { title: step.type.replaceAll("_", " "), shape: "dot", tone: "neutral" };
    const quantity = field(step.detail, "quantity");
    const about = field(step.detail, "executionId");
    const isFill = about !== null && quantity !== null && (step.type === "partially_filled" || step.type === "filled");
    if (isFill) filled = addDecimals(filled, quantity);
    if (step.type === "busted" && quantity !== null) filled = subtractDecimals(filled, quantity);
    const late = over && FACTS.has(step.type);
    over ||= ENDS.has(step.type);
    return {
      id: step.id,
      title: `${late && isFill ? "Late: " : ""}${isFill ? fillTitle(step, filled, words) : look.title}`,
      shape: look.shape,
      tone: late ? "halt" : look.tone,
      late,
      note: noteOf(step, words),
      at: step.effectiveAt,
      latency: latencyOf(step, steps[index - 1]),
      actor: actorOf(step),
      tab: look.tab ?? null,
      executionId: about,
    };
  });
}

/** "Filled 4 of 10" on the way, "Filled 10 of 10" at the end; an amount has no total to be part of. */
function fillTitle(step: Step, filled: string, { quantity, hidden }: TimelineWords): string {
  if (hidden) return step.type === "filled" ? "Filled" : "Partly filled";
  const done = formatQuantity(filled);
  return quantity === null ? `Filled ${done}` : `Filled ${done} of ${formatQuantity(quantity)}`;
}

function noteOf(step: Step, words: TimelineWords): string | null {
  const { type, detail } = step;
  if (type === "checked") return verdictNote(verdictsOf(detail));
  const said = SENTENCES[type]?.(detail, words);
  if (said !== undefined) return said;
  const traded = tradedNote(detail, words);
  if (traded !== null) return traded;
  if (type === "rejected") return words.hidden ? null : field(detail, "message");
  if (type === "canceled") return cancelNote(field(detail, "reason"));
  const venueOrderId = field(detail, "venueOrderId");
  return venueOrderId === null ? null : `by the venue, as ${venueOrderId}`;
}

function tradedNote(detail: unknown, { tick, hidden }: TimelineWords): string | null {
  const quantity = field(detail, "quantity");
  const price = field(detail, "price");
  if (quantity === null || price === null) return null;
  return `${formatQuantity(quantity, { hidden })} at ${formatPrice(price, { tick })}`;
}

type Sentence = (detail: unknown, words: TimelineWords) => string | null;

/** What the steps of groups, stops and replacements mean, each in a sentence. */
const SENTENCES: { readonly [type: string]: Sentence } = {
  held: () => "Not at the venue yet: it waits for its entry to fill.",
  activated: () => "Its entry has filled; from here it works as any order.",
  reduced(detail, { hidden }) {
    const by = field(detail, "by");
    const less = by === null || hidden ? "" : ` ${formatQuantity(by)} less is left for it:`;
    return `${less === "" ? "Less is left for it:" : less.trim()} the other exit, or the order before it, filled that much.`;
  },
  triggered(detail, { tick }) {
    const last = field(detail, "last") ?? field(detail, "price");
    const stop = field(detail, "stopPrice");
    const at = last === null ? "The last price" : `The last price ${formatPrice(last, { tick })}`;
    return stop === null ? `${at} reached its stop.` : `${at} reached its stop ${formatPrice(stop, { tick })}.`;
  },
  replace_requested: () => "A new order is to take its place; until the venue agrees this one works on.",
  replaced: () => "The order that took its place has a story of its own.",
  replace_refused(detail, { hidden }) {
    const why = field(detail, "message") ?? field(detail, "reason")?.replaceAll("_", " ") ?? null;
    return why === null || hidden ? "It works on as it was." : `It works on as it was: ${why}`;
  },
  unanswered: () => "It is looked up at the venue by its own id, and never sent again.",
  busted(detail, words) {
    const was = tradedNote(detail, words);
    return was === null ? "The books take it back." : `${was} did not happen after all; the books take it back.`;
  },
  corrected(detail, words) {
    const now = tradedNote(detail, words);
    return now === null ? "The books follow the venue." : `It is ${now} now; the books follow the venue.`;
  },
};

const CANCEL_NOTES: { readonly [reason: string]: string } = {
  insufficient_hold: "What was set aside did not cover the rest.",
  oco: "The other exit of its group was filled.",
  group_canceled: "Its group was canceled.",
  entry_ended: "Its entry ended without a fill.",
  nothing_left: "Nothing was left for it to fill.",
  never_arrived: "The venue never received it.",
  late_arrival: "Its replacement reached the venue after it had been given up.",
};

function cancelNote(reason: string | null): string | null {
  if (reason === null || reason === "requested") return null;
  return CANCEL_NOTES[reason] ?? reason.replaceAll("_", " ");
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
