// What the corporate actions page hands to its parts in the browser.

export interface CorporateActionsDeskProps {
  readonly zone: string;
  readonly hidden: boolean;
  readonly mayEdit: boolean;
  readonly symbols: readonly string[];
  /** Today at the venue. */
  readonly today: string;
}
