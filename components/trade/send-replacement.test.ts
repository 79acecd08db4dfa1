// One request for one change, and the look-up when no answer comes.
import { expect, test } from "vitest";
import { sampleOrder } from "#components/orders/sample-order.ts";
import { ApiProblem } from "#lib/client/fetch.ts";
import type { OrderView } from "#lib/contracts/order.ts";
import { type ReplaceParts, sendReplacement } from "./send-replacement.ts";

function desk(send: () => Promise<unknown>, answers: readonly (Partial<OrderView> | null)[] = []) {
  const seen = { sent: 0, looks: 0, checking: 0 };
  const parts: ReplaceParts = {
    send: () => {
      seen.sent += 1;
      return send();
    },
    look: async () => {
      const answer = answers[Math.min(seen.looks, answers.length - 1)];
      seen.looks += 1;
      if (answer == null) throw new Error("no answer");
      return sampleOrder(answer);
    },
    wait: async () => undefined,
    onChecking: () => {
      seen.checking += 1;
    },
  };
  return { parts, seen };
}

const silence = () => Promise.reject(new ApiProblem(0, "unanswered", "No answer came.", null));

test("the server's word is taken as it is", async () => {
  const { parts, seen } = desk(async () => ({}));
  expect(await sendReplacement(parts)).toEqual({ kind: "done" });
  expect(seen).toEqual({ sent: 1, looks: 0, checking: 0 });
});

test("a refusal says why, and that the order stays as it was", async () => {
  const { parts, seen } = desk(() => Promise.reject(new ApiProblem(422, "below_filled", "4 are filled.", null)));
  expect(await sendReplacement(parts)).toEqual({
    kind: "refused",
    sentence: "4 are filled. The order stays as it was.",
  });
  expect(seen.looks).toBe(0);
});

test("without an answer the order is looked up, also through silence, and nothing is sent again", async () => {
  const { parts, seen } = desk(silence, [null, {}, { status: "pending_replace" }]);
  expect(await sendReplacement(parts)).toEqual({ kind: "done" });
  expect(seen).toEqual({ sent: 1, looks: 3, checking: 1 });
});

test("a server that broke may have done it: that too is looked up", async () => {
  const broken = () => Promise.reject(new ApiProblem(500, "internal", "Broken.", null));
  const { parts } = desk(broken, [{ replacedById: "01890a5d-ac96-774b-bcce-b302099a8099" }]);
  expect(await sendReplacement(parts)).toEqual({ kind: "done" });
});

test("an order that is unchanged after ten answers was not changed", async () => {
  const { parts, seen } = desk(silence, [{}]);
  expect(await sendReplacement(parts)).toEqual({ kind: "absent" });
  expect(seen).toMatchObject({ sent: 1, looks: 10 });
});
