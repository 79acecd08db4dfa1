// What happened, in words: the log's closed actions as people say them.

const WORDS: { readonly [action: string]: string } = {
  "account.open": "opened an account",
  "account.set_member": "changed who belongs to an account",
  "api_key.create": "made an API key",
  "api_key.revoke": "revoked an API key",
  "deposit.create": "deposited money",
  "execution.record": "booked a fill",
  "flag.set": "switched a flag",
  "halt.lift": "resumed trading",
  "halt.set": "halted trading",
  "job.redrive": "sent a failed job again",
  "market.import": "imported market data",
  "order.acknowledge": "order reached the venue",
  "order.cancel": "order was canceled",
  "order.expire": "order expired",
  "order.refuse": "order was refused",
  "order.reject": "order was rejected by the venue",
  "order.request_cancel": "asked to cancel an order",
  "order.submit": "sent an order",
  "order.trigger": "stop was reached",
  "order.unanswered": "the venue did not answer",
  "risk_limit.set": "changed a limit",
  "session.end": "ended a session",
  "session.start": "signed in",
  "session_mode.set": "changed the venue's sessions",
  "session_override.remove": "took a day's override back",
  "session_override.set": "overrode a day of the venue",
  "user.change_password": "changed their password",
  "user.create": "made a user",
  "user.disable": "disabled a user",
  "user.enable": "enabled a user",
  "user.issue_password_link": "issued a link to set a password",
  "user.rehash_password": "password hash renewed",
  "user.set_password": "set a password by link",
  "user.set_preferences": "changed preferences",
  "user.set_role": "changed a role",
  "venue_clock.set": "set the venue's clock",
  "venue_execution.bust": "venue took back an execution",
  "venue_execution.correct": "venue corrected an execution",
};

/** "order.acknowledge" becomes "order: acknowledge" where there is no better word. */
export function actionWords(action: string): string {
  return WORDS[action] ?? action.replace(".", ": ").replaceAll("_", " ");
}

export const KNOWN_ACTIONS: readonly string[] = Object.keys(WORDS);

/** The things that events are about, to choose from. */
export const ENTITY_TYPES = [
  "account",
  "api_key",
  "execution",
  "flag",
  "halt",
  "job",
  "journal",
  "order",
  "risk_limit",
  "session",
  "session_mode",
  "session_override",
  "user",
  "venue_execution",
] as const;

/** The page of what an event is about; null where there is none. */
export function targetHref(entityType: string, entityId: string): string | null {
  if (entityType === "order") return `/orders/${entityId}`;
  if (entityType === "risk_limit") return "/risk";
  if (entityType === "halt") return "/halts";
  if (entityType === "flag") return "/flags";
  if (entityType === "user") return "/users";
  if (entityType === "api_key") return "/api-keys";
  if (entityType === "account") return "/accounts";
  if (entityType === "job") return "/jobs";
  return null;
}
