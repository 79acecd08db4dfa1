// What the page says in words about its figures: that new ones failed, or are on their way.
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { PerformanceReport } from "#lib/domain/performance/report.ts";
import { readPerformancePlace } from "./performance-address.ts";
import { sampleReport } from "./sample-report.ts";
import { StateBanner } from "./state-banner.tsx";

const FIGURES_OF = "2026-11-20T15:32:05.000Z";

function bannerOf(state: Partial<PerformanceReport["state"]>): string {
  const report = sampleReport();
  const markup = renderToStaticMarkup(
    <StateBanner
      report={{ ...report, state: { ...report.state, figuresOf: FIGURES_OF, ...state } }}
      place={readPerformancePlace({})}
      today="2026-11-22"
      zone="UTC"
      accountMethod="fifo"
    />,
  );
  return markup.replace(/<[^>]*>/g, "").trim();
}

test("figures that are right as they stand need no words", () => {
  expect(bannerOf({})).toBe("");
});

test("figures that are being made say of when the shown ones are, with the day", () => {
  expect(bannerOf({ rebuilding: true })).toBe("Figures of 20 Nov 2026, 15:32:05 UTC; new figures are being made.");
});

test("a failure says once what happened, of when the last good figures are, what follows, and whom to tell what", () => {
  const cause = "Something went wrong on our side; should it stay so, tell your administrator that run 1 failed.";
  const failure = { at: "2026-11-22T10:00:00.000Z", cause };
  expect(bannerOf({ rebuilding: true, failure })).toBe(
    `New figures could not be made at 22 Nov 2026, 10:00:00 UTC. These are the last good ones, of 20 Nov 2026, 15:32:05 UTC; no money moved, and the next try follows by itself. ${cause}`,
  );
});
