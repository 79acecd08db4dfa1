// Text to a whole number, for counts, ports, seconds and page sizes: the only such conversion, and never for amounts.
export interface CountBounds {
  readonly min: number;
  readonly max: number;
  /** Taken when the text is absent or empty; without it, absence is an error. */
  readonly fallback?: number;
}

const WHOLE = /^-?\d{1,15}$/;

export function parseCount(text: string | null | undefined, bounds: CountBounds): number {
  const trimmed = text?.trim() ?? "";
  if (trimmed === "" && bounds.fallback !== undefined) return bounds.fallback;
  const expected = `a whole number from ${bounds.min} to ${bounds.max}`;
  if (!WHOLE.test(trimmed)) throw new RangeError(`expected ${expected}, got "${trimmed.slice(0, 40)}"`);
  const count = Number(trimmed);
  if (count < bounds.min || count > bounds.max) throw new RangeError(`expected ${expected}, got ${count}`);
  return count;
}
