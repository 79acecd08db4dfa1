/** What the weights of one look are made of. */
import type { Tx } from "#lib/db/client.ts";

/** The server's session draws it: nobody who wrote a row before can know it. */
export async function drawWeight(tx: Tx): Promise<bigint> {
  const [drawn] = await tx.$queryRaw<{ weight: bigint }[]>`
    select ('x' || substr(md5(gen_random_uuid()::text), 1, 16))::bit(64)::bigint as weight`;
  if (drawn === undefined) throw new Error("a weight is one row");
  return drawn.weight;
}
