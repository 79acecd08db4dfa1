/** Says of each field what is wrong with it and what would be right, in words that do not need zod's manual. */
import type { z } from "zod";
import type { FieldError } from "#lib/services/errors.ts";

export type InputPart = "body" | "query" | "path";

// A body with a thousand unknown fields needs no thousand sentences.
const SHOWN_MAX = 20;

export function fieldErrors(issues: readonly z.core.$ZodIssue[], part: InputPart): FieldError[] {
  return issues.flatMap((issue) => toErrors(issue, part)).slice(0, SHOWN_MAX);
}

function toErrors(issue: z.core.$ZodIssue, part: InputPart): FieldError[] {
  if (issue.code === "unrecognized_keys") {
    const what = part === "query" ? "parameter" : "field";
    return issue.keys.map((key) => ({
      pointer: pointerTo([...issue.path, key], part),
      detail: `is not a ${what} of this request; remove it`,
    }));
  }
  return [{ pointer: pointerTo(issue.path, part), detail: sentence(issue) }];
}

function sentence(issue: z.core.$ZodIssue): string {
  if (
    issue.code === "invalid_type" &&
    issue.message === `Invalid input: expected ${issue.expected}, received undefined`
  ) {
    return `is missing; give a ${issue.expected}`;
  }
  if (issue.code === "invalid_value" && issue.message.startsWith("Invalid ")) {
    return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
  }
  return issue.message.replace(/^Invalid input: expected/, "must be");
}

/** Bodies are pointed into; parameters are named. */
export function pointerTo(path: readonly PropertyKey[], part: InputPart): string {
  const steps = path.map((step) => shorten(String(step)));
  if (part !== "body") return steps.join(".");
  return steps.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function shorten(step: string): string {
  return step.length > 80 ? `${step.slice(0, 80)}…` : step;
}
