// An API key can be told from a typing mistake without asking the database.
import { expect, it } from "vitest";
import { newKey, parseKey, sameHash } from "./key-text.ts";

it("is found again by its prefix and the hash of its secret", () => {
  const key = newKey();
  const parsed = parseKey(key.text);
  expect(parsed?.prefix).toBe(key.prefix);
  expect(parsed !== null && sameHash(parsed.secretHash, key.secretHash)).toBe(true);
  expect(parsed !== null && sameHash(parsed.secretHash, newKey().secretHash)).toBe(false);
});

it("with any one character changed is no key", () => {
  const { text } = newKey();
  for (let at = 0; at < text.length; at += 1) {
    const other = text[at] === "a" ? "b" : "a";
    expect(parseKey(`${text.slice(0, at)}${other}${text.slice(at + 1)}`)).toBeNull();
  }
});

it.each(["", "blst_", "Bearer x", "blst_short_secret", `${newKey().text} `, `${newKey().text}0`])(
  "is not %j",
  (text) => {
    expect(parseKey(text)).toBeNull();
  },
);
