"use server";
// Changing a limit from our own form.
import type { RiskLimitView } from "#lib/contracts/risk.ts";
import { type ActionCall, type ActionResult, action } from "#lib/server/action.ts";
import type { RiskLimitRecord } from "#lib/services/risk/set-limit.ts";
import { setLimitForm } from "./set-limit-form.ts";

const { schema, run, options } = setLimitForm;
const save = action<typeof schema, RiskLimitRecord, RiskLimitView>(schema, run, options);

export async function setLimitAction(raw: unknown, call?: ActionCall): Promise<ActionResult<RiskLimitView>> {
  return save(raw, call);
}
