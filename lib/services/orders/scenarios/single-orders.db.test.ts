/** Scenarios of single orders and of the venue's days, on a real database. */
import { testScenarios } from "#lib/testing/scenarios/test-scenarios.ts";
import * as sessions from "./sessions.ts";
import * as types from "./types.ts";

testScenarios({ ...types, ...sessions });
