// Stored passwords: argon2id with today's parameters, checked by their own.
import { expect, it } from "vitest";
import { createGate, GateFull } from "./gate.ts";
import { createPasswordHasher } from "./password.ts";

const cheap = createPasswordHasher({ memory: 64, passes: 1, parallelism: 1 });

it("uses argon2id with 64 MiB and three passes unless a test asks for less", async () => {
  const stored = await createPasswordHasher().hash("correct horse battery");
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await cheap.verify("correct horse battery", stored)).toBe(true);
  expect(cheap.isOutdated(stored)).toBe(true);
});

it("salts each password anew", async () => {
  const [one, two] = [await cheap.hash("same"), await cheap.hash("same")];
  expect(one).not.toBe(two);
  expect(await cheap.verify("same", one)).toBe(true);
  expect(await cheap.verify("Same", one)).toBe(false);
  expect(cheap.isOutdated(one)).toBe(false);
});

it("takes one password typed in two ways of composing letters as the same", async () => {
  expect(await cheap.verify("caf\u0065\u0301 au lait", await cheap.hash("caf\u00e9 au lait"))).toBe(true);
});

it.each(["", "plain", "$argon2id$v=19$m=64,t=1,p=1$$", "$2b$10$abcdefghijklmnopqrstuv"])(
  "verifies nothing against %j",
  async (stored) => {
    expect(await cheap.verify("anything", stored)).toBe(false);
  },
);

it("lets so many through at a time, keeps some in line and turns the rest away", async () => {
  const gate = createGate(2, 3);
  const open = Promise.withResolvers<void>();
  let inside = 0;
  let most = 0;
  const work = () =>
    gate(async () => {
      inside += 1;
      most = Math.max(most, inside);
      await open.promise;
      inside -= 1;
    });
  const all = Array.from({ length: 6 }, work);
  await expect(all[5]).rejects.toBeInstanceOf(GateFull);
  open.resolve();
  await Promise.all(all.slice(0, 5));
  expect(most).toBe(2);
  await expect(work()).resolves.toBeUndefined();
});
