// The one place where a decimal string becomes a number: to draw it. Labels, tooltips and tables keep the string.

export function toCoordinate(value: string): number {
  const coordinate = Number(value);
  if (!Number.isFinite(coordinate)) throw new RangeError(`Cannot be drawn: "${value.slice(0, 40)}"`);
  return coordinate;
}
