// One cached Intl formatter per shape; Intl is exact when it is given the decimal string itself.

type Sign = "plain" | "signed";

const cache = new Map<string, Intl.NumberFormat>();

function formatterFor(minimum: number, maximum: number, sign: Sign): Intl.NumberFormat {
  const key = `${minimum}:${maximum}:${sign}`;
  const known = cache.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat("en-US", {
    minimumFractionDigits: minimum,
    maximumFractionDigits: Math.max(minimum, maximum),
    roundingMode: "halfEven",
    // Neither shape ever writes a negative zero.
    signDisplay: sign === "signed" ? "exceptZero" : "negative",
  });
  cache.set(key, made);
  return made;
}

/** Digits with grouping and a true minus sign. */
export function formatDigits(value: string, minimum: number, maximum: number, sign: Sign = "plain"): string {
  return formatterFor(minimum, maximum, sign)
    .format(value as Intl.StringNumericLiteral)
    .replace("-", "−");
}

export function formatCount(count: number): string {
  return formatDigits(`${count}`, 0, 0);
}

export const NBSP = "\u00a0";
/** What stands where no figure can be shown; the cause goes beside it. */
export const MISSING = "--";
/** What stands for a balance that its owner hides. The same length for every amount, so that it says nothing. */
export const HIDDEN = "•••••";
