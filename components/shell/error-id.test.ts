// What stands on the page of an error.
import { expect, it } from "vitest";
import { errorIdOf } from "./error-id.ts";

it("is the request id that the server gave the error", () => {
  const id = "019a0f5e-7c1d-7c3a-9d51-0f6f2a1b3c4d";
  expect(errorIdOf(Object.assign(new Error(), { digest: id }))).toEqual({ label: "Request id", id });
});

it("is called a code where it is another digest", () => {
  expect(errorIdOf({ digest: "2817043@E12" })).toEqual({ label: "Error code", id: "2817043@E12" });
});

it.each([new Error("in the browser"), null, "text", { digest: 4 }])("is nothing for %o", (error) => {
  expect(errorIdOf(error)).toBeNull();
});
