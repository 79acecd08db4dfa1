/** A halt as it is stored. */
import type { Halt } from "#prisma/generated/client.ts";

export type HaltRecord = Halt;
