/** Scenarios of refusals, one at least for each rule that refuses, on a real database. */
import { testScenarios } from "#lib/testing/scenarios/test-scenarios.ts";
import * as refusals from "./refusals.ts";

testScenarios({ ...refusals });
