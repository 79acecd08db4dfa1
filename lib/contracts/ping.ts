/** The smallest request: what comes in is sent back. */
import { z } from "zod";
import { Instant } from "./common.ts";
import { viewOf } from "./view.ts";

export const PingBody = z
  .strictObject({ note: z.string().max(200).default("").meta({ description: "Comes back unchanged." }) })
  .meta({ id: "PingRequest" });

export const PingView = z.strictObject({ note: z.string(), at: Instant }).meta({ id: "Ping" });
export const toPingView = viewOf(PingView);
