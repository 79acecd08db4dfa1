// After signing in one lands on this desk, whatever the form said.
import { expect, it } from "vitest";
import { safeNext } from "./safe-next.ts";

it.each(["/orders?status=open", "/trade/AAPL", "/"])("goes on to %s", (path) => {
  expect(safeNext(path)).toBe(path);
});

it.each(["//evil.test", "/\\evil.test", "https://evil.test", "javascript:alert(1)", "/a\\b", "/a b", "", null, 7])(
  "does not go to %s",
  (path) => {
    expect(safeNext(path)).toBe("/");
  },
);
