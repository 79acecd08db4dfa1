/** Makes a test of every scenario of a text, on one desk with a database of its own; they share nothing but the desk. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../database.ts";
import { readScenarios } from "./read-scenarios.ts";
import { runScenario } from "./run-scenario.ts";
import { openScenarioDesk, type ScenarioDesk } from "./scenario-desk.ts";

export function testScenarios(texts: { readonly [group: string]: string }): void {
  let database: TestDatabase;
  let desk: ScenarioDesk;
  beforeAll(async () => {
    database = await createTestDatabase();
    desk = await openScenarioDesk(database.appUrl);
  });
  afterAll(async () => {
    await desk.desk.close();
    await database.drop();
  });
  for (const [group, text] of Object.entries(texts)) {
    describe(group, () => {
      it.each(readScenarios(text))("$title", async (scenario) => {
        const told = await runScenario(desk, scenario);
        expect(told.map(({ is }) => is)).toEqual(told.map(({ line }) => line));
      });
    });
  }
}
