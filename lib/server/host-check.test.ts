/** Host headers that the server answers to. */
import { expect, it } from "vitest";
import { hostCheck } from "./host-check.ts";

const check = hostCheck({ host: "127.0.0.1", url: "https://desk.example.com", more: "desk.internal, " });

it.each(["localhost:3000", "127.0.0.1:4701", "[::1]:3000", "desk.example.com", "DESK.internal:443"])(
  "knows %s",
  (host) => {
    expect(check(host)).toBe(true);
  },
);

it.each([undefined, "", "evil.example", "localhost.evil.example", "evil.example:3000"])("refuses %s", (host) => {
  expect(check(host)).toBe(false);
});
