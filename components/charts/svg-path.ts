// Points of a small chart to an SVG path, in a box of 100 by 100 units.
import { toCoordinate } from "./to-coordinate.ts";

/** Newest right, highest at the top; a flat line runs through the middle. */
export function linePath(values: readonly string[]): string {
  const heights = values.map(toCoordinate);
  const low = Math.min(...heights);
  const span = Math.max(...heights) - low;
  const step = heights.length > 1 ? 100 / (heights.length - 1) : 0;
  return heights
    .map((height, index) => {
      const x = (index * step).toFixed(2);
      const y = (span === 0 ? 50 : 96 - ((height - low) / span) * 92).toFixed(2);
      return `${index === 0 ? "M" : "L"}${x} ${y}`;
    })
    .join("");
}
