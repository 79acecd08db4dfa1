"use server";
// Sets the password behind a one-time link, once both fields say the same.
import { type SetPasswordState, setPasswordAction } from "#lib/server/sign-in-action.ts";

export async function setFirstPassword(state: SetPasswordState, form: FormData): Promise<SetPasswordState> {
  if (form.get("password") !== form.get("again")) {
    return { error: "The two passwords differ. Nothing was changed; the link still works." };
  }
  return setPasswordAction(state, form);
}
