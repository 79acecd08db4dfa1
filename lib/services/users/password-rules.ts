/** What a password must be: long. No rules of composition, which only make passwords that are alike. */
import { ServiceError } from "../errors.ts";

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;
const DIFFERENT_MIN = 5;

export function requireGoodPassword(password: string, email: string, pointer = "/password"): void {
  const problem = problemOf(password, email);
  if (problem !== null)
    throw new ServiceError("invalid", `The password ${problem}.`, { errors: [{ pointer, detail: problem }] });
}

function problemOf(password: string, email: string): string | null {
  const length = [...password].length;
  if (length < PASSWORD_MIN) return `must have at least ${PASSWORD_MIN} characters`;
  if (length > PASSWORD_MAX) return `may have at most ${PASSWORD_MAX} characters`;
  if (new Set(password).size < DIFFERENT_MIN) return `must have at least ${DIFFERENT_MIN} different characters`;
  if (password.toLowerCase() === email) return "must not be the e-mail address";
  return null;
}
