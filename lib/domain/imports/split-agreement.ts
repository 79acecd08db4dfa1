/** Closes and splits must tell one story: as traded they jump by the ratio on the split's day, split-adjusted they do not. */
import { type Fixed, toFixed18 } from "../shared/fixed.ts";
import { addDays, type LocalDate } from "../shared/local-date.ts";

export interface SplitDay {
  readonly day: LocalDate;
  readonly ratioNew: bigint;
  readonly ratioOld: bigint;
}

export interface DayClose {
  readonly day: LocalDate;
  readonly close: string;
  readonly adjusted: boolean;
}

export interface Disagreement {
  readonly before: DayClose;
  readonly after: DayClose;
  readonly detail: string;
}

/** Closes further away than this say little about one day. */
const REACH_DAYS = 10;
/** A ratio nearer to one than this is lost among the ordinary moves of a day. */
const LEAST_JUMP = [5n, 4n] as const;

/** `closes` in the order of their days. Null where they agree, or where too little is known to say. */
export function disagreement(split: SplitDay, closes: readonly DayClose[]): Disagreement | null {
  const { ratioNew, ratioOld } = split;
  if (!isJump(ratioNew, ratioOld)) return null;
  const near = closes.filter(
    ({ day }) => day >= addDays(split.day, -REACH_DAYS) && day <= addDays(split.day, REACH_DAYS),
  );
  const before = near.findLast(({ day }) => day < split.day);
  const after = near.find(({ day }) => day >= split.day);
  if (before === undefined || after === undefined || before.adjusted !== after.adjusted) return null;
  const jumped = nearerToRatio(toFixed18(before.close), toFixed18(after.close), split);
  if (jumped !== before.adjusted) return null;
  const ratio = `${ratioNew}:${ratioOld}`;
  const moved = `the close goes from ${before.close} on ${before.day} to ${after.close} on ${after.day}`;
  const detail = before.adjusted
    ? `${moved}, as it was traded, but the closes are declared split-adjusted and there is a split of ${ratio} on ${split.day}; declare them as traded, or correct the ratio`
    : `${moved}, without the jump of the split of ${ratio} on ${split.day}, but the closes are declared as traded; declare them split-adjusted, or correct the ratio`;
  return { before, after, detail };
}

function isJump(ratioNew: bigint, ratioOld: bigint): boolean {
  const [most, least] = ratioNew > ratioOld ? [ratioNew, ratioOld] : [ratioOld, ratioNew];
  return most * LEAST_JUMP[1] >= least * LEAST_JUMP[0];
}

/** before/after against the ratio's root: beyond it the closes jumped, short of it they did not. */
function nearerToRatio(before: Fixed, after: Fixed, { ratioNew, ratioOld }: SplitDay): boolean {
  const moved = before * before * ratioOld;
  const wanted = after * after * ratioNew;
  return ratioNew > ratioOld ? moved > wanted : moved < wanted;
}
