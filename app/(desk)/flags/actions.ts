"use server";
// Switching a flag from our own form.
import type { FlagView } from "#lib/contracts/flag.ts";
import { type ActionCall, type ActionResult, action } from "#lib/server/action.ts";
import type { FlagRecord } from "#lib/services/flags/set-flag.ts";
import { setFlagForm } from "./set-flag-form.ts";

const { schema, run, options } = setFlagForm;
const save = action<typeof schema, FlagRecord, FlagView>(schema, run, options);

export async function setFlagAction(raw: unknown, call?: ActionCall): Promise<ActionResult<FlagView>> {
  return save(raw, call);
}
