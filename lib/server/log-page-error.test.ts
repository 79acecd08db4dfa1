/** Which line an operator finds by what the reader of a broken page quotes. */
import { expect, it } from "vitest";
import { pageErrorFields } from "./log-page-error.ts";

const place = { method: "GET", route: "/(desk)/risk", kind: "render", headers: { "x-request-id": "r-1", cookie: "c" } };

it("is found by the request id, and holds nothing else of the headers", () => {
  const err = Object.assign(new Error("no database"), { digest: "r-1" });
  expect(pageErrorFields(err, place)).toEqual({
    err,
    method: "GET",
    route: "/(desk)/risk",
    kind: "render",
    requestId: "r-1",
  });
});

it("is found by the digest as well, where the error came without an id of ours", () => {
  const err = Object.assign(new Error("not a component"), { digest: "2817043" });
  expect(pageErrorFields(err, place)).toMatchObject({ requestId: "r-1", digest: "2817043" });
  expect(pageErrorFields("text", { ...place, headers: {} })).not.toHaveProperty("requestId");
});
