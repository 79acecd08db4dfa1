/** The shape of every refusal: RFC 9457 with a closed code, the request id and, for bad input, the fields that are wrong. */
import { z } from "zod";

export const FieldErrorView = z
  .strictObject({
    pointer: z.string().meta({ description: "JSON pointer into the body, or the name of the parameter or header." }),
    detail: z.string().meta({ description: "What is wrong with it and what would be right." }),
  })
  .meta({ id: "FieldError" });

/** Loose: a refused order adds its id, limit, observed value and headroom; a conflict names what is in the way. */
export const ProblemView = z
  .looseObject({
    type: z.string().meta({ description: "Path of the page that explains the code.", example: "/docs/errors/invalid" }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    instance: z.string().meta({ description: "The path that was asked for." }),
    code: z.string().meta({ description: "Closed set; programs decide by it.", example: "invalid" }),
    requestId: z.string(),
    errors: z.array(FieldErrorView).optional(),
  })
  .meta({ id: "Problem", description: "application/problem+json" });

export type Problem = z.infer<typeof ProblemView>;
export type FieldProblem = z.infer<typeof FieldErrorView>;
