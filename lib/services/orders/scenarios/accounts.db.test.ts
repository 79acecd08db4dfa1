/** Scenarios of short positions, margin and costs, of replacing and closing, on a real database. */
import { testScenarios } from "#lib/testing/scenarios/test-scenarios.ts";
import * as accounts from "./accounts.ts";
import * as replace from "./replace.ts";

testScenarios({ ...accounts, ...replace });
