/** Scenarios of brackets, OCO and OTO, and of what meets while they are under way, on a real database. */
import { testScenarios } from "#lib/testing/scenarios/test-scenarios.ts";
import * as groups from "./groups.ts";
import * as meetings from "./meetings.ts";

testScenarios({ ...groups, ...meetings });
