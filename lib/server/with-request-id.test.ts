/** What the reader of a broken page can quote is what the log was written under. */
import { describe, expect, it } from "vitest";
import { newRequestId, requestIdOf } from "./request-id.ts";
import { markedError } from "./with-request-id.ts";

describe("a page's error", () => {
  it("carries the id of its request, and keeps what it was", () => {
    const error = new TypeError("no such column");
    const marked = markedError(error, "first");
    expect(marked).toBe(error);
    expect(marked).toMatchObject({ digest: "first", message: "no such column" });
    expect(markedError(marked, "first")).toBe(error);
  });

  it("that several requests waited for names each of them", () => {
    const error = markedError(new Error("no database"), "first");
    const second = markedError(error, "second");
    expect(second).toMatchObject({ digest: "second", message: "no database", cause: error });
    expect(error).toMatchObject({ digest: "first" });
  });

  it("is an error also when something else was thrown", () => {
    expect(markedError("gone", "first")).toMatchObject({ message: "gone", digest: "first" });
  });
});

describe("the id of a page's request", () => {
  it("is the one that the proxy gave it", () => {
    const id = newRequestId();
    expect(requestIdOf(new Headers({ "x-request-id": id }))).toBe(id);
  });

  it.each([undefined, "", "1; drop table"])("is a new one instead of %o", (given) => {
    const id = requestIdOf(new Headers(given === undefined ? {} : { "x-request-id": given }));
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });
});
