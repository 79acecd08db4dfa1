// The one place where a decimal string becomes a number, and back: to draw it, and to read where a drawn line was put.
// Labels, tooltips and tables keep the string.
import { placesOf, signOf, stepByTick } from "#components/format/string-decimal.ts";

export function toCoordinate(value: string): number {
  const coordinate = Number(value);
  if (!Number.isFinite(coordinate)) throw new RangeError(`Cannot be drawn: "${value.slice(0, 40)}"`);
  return coordinate;
}

/** The price on the tick at or below a place in the picture, for a person to look at and confirm; null below the smallest. */
export function fromCoordinate(coordinate: number, tick: string): string | null {
  if (!Number.isFinite(coordinate) || coordinate <= 0) return null;
  // Rounded to the tick's places first, so that a place drawn on a tick stays on it.
  const text = coordinate.toFixed(placesOf(tick));
  const price = stepByTick(stepByTick(text, tick, "up"), tick, "down");
  return signOf(price) > 0 ? price : null;
}
