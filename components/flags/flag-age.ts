// Whether a switch has been left alone for so long that somebody should ask if it is still needed.

const STALE_MS = 90 * 24 * 3_600_000;

/** A flag that is fully on or fully off and untouched for ninety days decides nothing any more. */
export function isStale(
  flag: { readonly updatedAt: string; readonly enabled: boolean; readonly rolloutBps: number },
  now: number,
): boolean {
  const settled = !flag.enabled || flag.rolloutBps === 10_000;
  return settled && now - Date.parse(flag.updatedAt) > STALE_MS;
}
