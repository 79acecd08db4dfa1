/** Walks through what an account held and what a file would add, in the order of facts: where a sale takes more than there is. */
import type { BookFact, FactType } from "../books/fact.ts";
import { divideHalfEven, FIXED_ONE, type Fixed, fromFixed18, toFixed18 } from "../shared/fixed.ts";
import { type LocalDate, startOfDay } from "../shared/local-date.ts";
import type { ImportedActivity } from "./import-row.ts";

/** One step of one instrument's units. */
export interface HoldingStep {
  /** The instrument's id, or the symbol of a new one. */
  readonly of: string;
  readonly type: FactType;
  readonly day: LocalDate;
  readonly at: number;
  readonly seq: number;
  readonly row: number;
  readonly units: Fixed;
  readonly ratioNew: bigint;
  readonly ratioOld: bigint;
  /** Of the file, not in the books yet. */
  readonly isNew: boolean;
}

export interface Oversell {
  readonly row: number;
  readonly held: string;
  readonly short: string;
}

const DUST = FIXED_ONE / 1_000_000_000n;

export function stepOfFact(fact: BookFact): HoldingStep | null {
  const { instrumentId, type, day, at, seq, row, quantity, ratioNew, ratioOld } = fact;
  if (instrumentId === null) return null;
  return { of: instrumentId, type, day, at, seq, row, units: quantity, ratioNew, ratioOld, isNew: false };
}

export function stepOfRow(row: number, of: string, value: ImportedActivity, zone: string): HoldingStep {
  const { type, day, seq } = value;
  return {
    ...{ of, type, day, seq, row, isNew: true },
    at: value.at === null ? startOfDay(day, zone).getTime() : Date.parse(value.at),
    units: toFixed18(value.quantity ?? "0"),
    ratioNew: BigInt(value.ratioNew ?? "1"),
    ratioOld: BigInt(value.ratioOld ?? "1"),
  };
}

/**
 * New sales that go below nothing, or further below. Where an account may not be short they count for nothing, as the
 * rows will not be taken.
 */
export function findOversells(steps: readonly HoldingStep[], mayBeShort: boolean): Oversell[] {
  const held = new Map<string, Fixed>();
  const found: Oversell[] = [];
  for (const step of steps.toSorted(compareSteps)) {
    const before = held.get(step.of) ?? 0n;
    const after = applied(before, step);
    const short = isOut(step.type) && after < -DUST;
    if (short && step.isNew) {
      found.push({ row: step.row, held: fromFixed18(before < 0n ? 0n : before), short: fromFixed18(-after) });
      if (!mayBeShort) continue;
    }
    held.set(step.of, after < DUST && after > -DUST ? 0n : after);
  }
  return found;
}

function applied(before: Fixed, { type, units, ratioNew, ratioOld }: HoldingStep): Fixed {
  if (type === "split") return divideHalfEven(before * ratioNew, ratioOld);
  if (type === "buy" || type === "transfer_in") return before + units;
  return isOut(type) ? before - units : before;
}

function isOut(type: FactType): boolean {
  return type === "sell" || type === "transfer_out";
}

function compareSteps(a: HoldingStep, b: HoldingStep): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  const [splitA, splitB] = [a.type === "split", b.type === "split"];
  if (splitA !== splitB) return splitA ? -1 : 1;
  // What is in the books already keeps its place before new rows of the same moment.
  return a.at - b.at || a.seq - b.seq || (a.isNew === b.isNew ? a.row - b.row : a.isNew ? 1 : -1);
}
