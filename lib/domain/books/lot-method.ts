/** Which lots a closing trade takes: chosen per account, and switchable for a report without touching the books. */
export const LOT_METHODS = ["fifo", "lifo", "hifo", "specific", "average"] as const;
export type LotMethod = (typeof LOT_METHODS)[number];

export function isLotMethod(text: string): text is LotMethod {
  return (LOT_METHODS as readonly string[]).includes(text);
}
