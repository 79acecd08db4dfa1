// The navigation shows what a role may open, and its letters lead to one place each.
import { describe, expect, it } from "vitest";
import { isCurrent, NAVIGATION, phoneNavigation, visibleNavigation } from "./navigation.ts";

describe("navigation", () => {
  it("gives every place a letter of its own", () => {
    expect(new Set(NAVIGATION.map((item) => item.letter)).size).toBe(NAVIGATION.length);
  });

  it("shows a person without permissions only what is their own", () => {
    expect(visibleNavigation([]).map((item) => item.key)).toEqual(["accounts", "settings", "about"]);
  });

  it("hides pages of control from somebody who only reads orders", () => {
    const keys = visibleNavigation(["orders:read"]).map((item) => item.key);
    expect(keys).toContain("trades");
    expect(keys).not.toContain("users");
  });

  it("puts at most four places into the phone's bar and loses none", () => {
    const items = visibleNavigation(NAVIGATION.flatMap((item) => item.permissions));
    const { bar, more } = phoneNavigation(items);
    expect(bar).toHaveLength(4);
    expect(bar.length + more.length).toBe(NAVIGATION.length);
  });

  it("marks a page's children as within it, but not its namesakes", () => {
    const orders = NAVIGATION.find((item) => item.key === "orders");
    expect(orders && [isCurrent(orders, "/orders/1"), isCurrent(orders, "/orders-old")]).toEqual([true, false]);
  });
});
