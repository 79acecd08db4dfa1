/** Two kinds of tests: `unit` touches nothing outside its process, `db` runs on a real PostgreSQL of its own. */
import { defineConfig } from "vitest/config";

const ignored = ["node_modules/**", ".build/**", ".data*/**", "prisma/generated/**", "e2e/**"];

export default defineConfig({
  test: {
    reporters: process.env["BALLAST_TEST_REPORT"]
      ? ["default", ["json", { outputFile: process.env["BALLAST_TEST_REPORT"] }]]
      : ["default"],
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...ignored, "**/*.db.test.ts"],
          environment: "node",
          // Some walk the syntax tree of every file: on a busy machine that takes longer than the default of five seconds.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude: ignored,
          environment: "node",
          globalSetup: ["./scripts/testing/cluster-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Two files at a time: the machine's other cores belong to PostgreSQL.
          maxWorkers: 2,
        },
      },
    ],
  },
});
