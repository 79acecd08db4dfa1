/** The proof in words. */
import { expect, test } from "vitest";
import { seenWords } from "./proof-words.ts";

test("what a pass saw is counted in words, one as one", () => {
  const pass = { id: "p", kind: "full", occasion: "minute", startedAt: "", finishedAt: "", durationMs: 1 } as const;
  const counts = { accounts: 1, orders: 3, executions: 2, journals: 1_204, postings: 4_816, findings: 0 };
  expect(seenWords({ ...pass, ...counts })).toBe("1 account, 1,204 journals, 4,816 postings");
});
