/** Ids in the order in which this process made them (UUIDv7, RFC 9562). */
import { randomFillSync } from "node:crypto";
import { v7 } from "uuid";

/** An order needs a dozen ids, and asking for random bytes is nearly all that each costs: they are fetched for hundreds at once. */
const pool = new Uint8Array(4096);
const BYTES = 16;
let used = pool.length;
let msecs = 0;
let seq = 0;

export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + BYTES);
  used += BYTES;
  advance(Date.now(), random);
  return v7({ msecs, seq, random });
}

/** The time, and within a millisecond a counter of 32 bits that begins somewhere in the lower half: an id is greater than the one before it. */
function advance(now: number, random: Uint8Array): void {
  if (now > msecs) {
    msecs = now;
    seq = new DataView(random.buffer, random.byteOffset).getUint32(6) & 0x7fffffff;
    return;
  }
  // Also when the clock was set back.
  seq = (seq + 1) >>> 0;
  if (seq === 0) msecs += 1;
}
