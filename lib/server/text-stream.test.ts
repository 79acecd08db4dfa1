/** An answer that is made part by part: no faster than it is taken, and no longer than anybody wants it. */
import { expect, it } from "vitest";
import { textStream } from "./text-stream.ts";

function parts() {
  const state = { made: 0, ended: false };
  async function* make() {
    try {
      for (const part of ["ä", "", "b", "c"]) {
        state.made += 1;
        yield part;
      }
    } finally {
      state.ended = true;
    }
  }
  return { state, make };
}

it("has all parts in their order", async () => {
  const { make } = parts();
  expect(await new Response(textStream(make())).text()).toBe("äbc");
});

it("makes a part when the one before is taken, and ends when the caller goes away", async () => {
  const { state, make } = parts();
  const reader = textStream(make()).getReader();
  await reader.read();
  expect(state.made).toBeLessThan(4);
  await reader.cancel();
  expect(state.ended).toBe(true);
});

it("breaks off where a part cannot be made", async () => {
  async function* broken() {
    yield "a";
    throw new Error("the database went away");
  }
  await expect(new Response(textStream(broken())).text()).rejects.toThrow();
});
