/** Browser journeys on a production instance that the global setup starts on a free port with its own data. */
import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "./scripts/lib/chromium.ts";

const executablePath = findChromium(process.env.CHROMIUM_PATH);
const report = process.env.BALLAST_TEST_REPORT;

export default defineConfig({
  testDir: "./e2e",
  testMatch: "**/*.e2e.ts",
  outputDir: "./test-results",
  globalSetup: "./e2e/fixtures/global-setup.ts",
  // One desk serves all journeys; each has people, an account and symbols of its own. What changes the desk for all runs alone.
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: report ? [["list"], ["json", { outputFile: report }]] : [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    // Known once the global setup has run; the workers read this file again after that.
    baseURL: process.env.BALLAST_E2E_URL ?? "http://localhost:3000",
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    timezoneId: "America/New_York",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        ...["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
        ...["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
      ],
    },
  },
});
