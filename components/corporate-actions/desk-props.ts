// What the corporate actions page hands to its parts in the browser.

export interface CorporateActionsDeskProps {
  readonly zone: string;
  readonly hidden: boolean;
  readonly mayEdit: boolean;
  /** Whether the desk shows an account, for the way to its activities. */
  readonly hasAccount: boolean;
  readonly symbols: readonly string[];
  /** Today at the venue. */
  readonly today: string;
}
