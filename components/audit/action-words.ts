// What happened, in words: the log's closed actions as people say them.

const WORDS: { readonly [action: string]: string } = {
  "account.open": "opened an account",
  "account.set_member": "changed who belongs to an account",
  "account.set_benchmark": "changed what an account is compared with",
  "account.lots_computed": "computed its lots anew",
  "account.lots_kept": "kept its lots as they were",
  "account.set_lot_method": "changed which lots a sale takes",
  "activity.import": "booked the activities of an import",
  "activity.record": "added an activity",
  "activity.reverse": "reversed an activity",
  "activity.undo_import": "took an import back",
  "api_key.create": "made an API key",
  "api_key.revoke": "revoked an API key",
  "corporate_action.announce": "announced a corporate action",
  "corporate_action.apply": "applied a corporate action",
  "corporate_action.take_back": "wants a corporate action taken back",
  "corporate_action.taken_back": "took a corporate action back",
  "corporate_action.withdraw": "withdrew a corporate action",
  "deposit.create": "deposited money",
  "execution.record": "booked a fill",
  "flag.set": "switched a flag",
  "halt.lift": "resumed trading",
  "halt.set": "halted trading",
  "job.redrive": "sent a failed job again",
  "journal.adjust_units": "made units agree with a split",
  "lot.assign": "chose the lots of a sale",
  "lot.taken": "took the lots that were chosen",
  "market.import": "imported market data",
  "order.acknowledge": "order reached the venue",
  "order.cancel": "order was canceled",
  "order.expire": "order expired",
  "order.refuse": "order was refused",
  "order.reject": "order was rejected by the venue",
  "order.request_cancel": "asked to cancel an order",
  "import.discard": "discarded an imported file",
  "import.publish": "published an import",
  "import.receive": "gave a file to import",
  "import.undo": "asked to undo an import",
  "order.submit": "sent an order",
  "order.trigger": "stop was reached",
  "order.unanswered": "the venue did not answer",
  "prices.import": "imported closing prices",
  "prices.undo": "undid an import of prices",
  "proof.closed": "a finding of the proof has healed",
  "proof.finding": "the proof found that the books do not agree",
  "proof.request": "asked for a full proof",
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
  "activity",
  "api_key",
  "corporate_action",
  "execution",
  "flag",
  "halt",
  "import",
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
  if (entityType === "activity") return `/activities?activity=${entityId}`;
  if (entityType === "corporate_action") return `/corporate-actions?action=${entityId}`;
  if (entityType === "risk_limit") return "/risk";
  if (entityType === "halt") return "/halts";
  if (entityType === "flag") return "/flags";
  if (entityType === "user") return "/users";
  if (entityType === "api_key") return "/api-keys";
  if (entityType === "account") return "/accounts";
  if (entityType === "job") return "/jobs";
  return null;
}
