// What is open on a page, in its address.
import { expect, it } from "vitest";
import { hrefWith } from "./address-param.ts";

it("opens a thing beside what the address says already, and closes only that", () => {
  const search = new URLSearchParams("state=failed&job=1");
  expect(hrefWith(search, "job", "2")).toBe("?state=failed&job=2");
  expect(hrefWith(search, "job", null)).toBe("?state=failed");
  expect(search.get("job")).toBe("1");
});

it("carries names that an address must escape", () => {
  expect(hrefWith(new URLSearchParams(), "flag", "a&b")).toBe("?flag=a%26b");
  expect(hrefWith(new URLSearchParams("flag=x"), "flag", null)).toBe("?");
});
