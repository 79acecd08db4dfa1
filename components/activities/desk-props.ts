// What the activities page hands to its parts in the browser.
import type { LotMethod } from "#lib/domain/books/lot-method.ts";

export interface ActivitiesDeskProps {
  readonly accountId: string;
  readonly accountName: string;
  readonly currency: string;
  /** The account's own, in which its days are. */
  readonly accountZone: string;
  readonly lotMethod: LotMethod;
  readonly zone: string;
  readonly hidden: boolean;
  readonly mayWrite: boolean;
  /** Takes back what a corporate action booked. */
  readonly mayCorrect: boolean;
  /** For the list of symbols one can choose from. */
  readonly symbols: readonly string[];
  /** Today in the account's zone. */
  readonly today: string;
}
