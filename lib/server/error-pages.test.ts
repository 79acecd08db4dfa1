// Each code that an answer may carry has a page that says what happened and what to do.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { REJECT_REASONS } from "#lib/domain/orders/order.ts";
import { ERROR_CODES } from "#lib/services/errors.ts";
import { readErrorPage } from "./error-page.ts";
import { STATUS_OF } from "./problem.ts";

const folder = new URL("../../docs/errors/", import.meta.url);
const GUARD_CODES = ["unknown_host", "length_required", "body_too_large"];
const codes = [...ERROR_CODES, ...REJECT_REASONS, ...GUARD_CODES, "internal"];

describe("the page of an error", () => {
  it.each(codes)("%s exists and answers the three questions", (code) => {
    const text = readFileSync(new URL(`${code}.md`, folder), "utf8");
    expect(text).toMatch(new RegExp(`^# ${code}: \\S`));
    for (const heading of ["**What happened.**", "**Did anything change.**", "**What to do.**"])
      expect(text).toContain(heading);
  });

  it.each(ERROR_CODES)("%s names the status that is sent", (code) => {
    expect(readFileSync(new URL(`${code}.md`, folder), "utf8")).toContain(`Status ${STATUS_OF[code]}.`);
  });

  it("exists for no code that is not in use", () => {
    const pages = readdirSync(folder).map((name) => name.replace(/\.md$/, ""));
    expect(pages.toSorted()).toEqual(codes.toSorted());
  });
});

describe("reading one", () => {
  it("splits it into its answers", async () => {
    const page = await readErrorPage("stale_version");
    expect(page?.title).toBe("stale_version: Somebody changed it meanwhile");
    expect(page?.paragraphs.map(({ heading }) => heading)).toEqual([
      null,
      "What happened.",
      "Did anything change.",
      "What to do.",
    ]);
  });

  it.each(["nothing", "../../package", "invalid.md", "INVALID"])("finds nothing under %s", async (code) => {
    expect(await readErrorPage(code)).toBeNull();
  });
});
