// What the trades page hands to its parts in the browser.

export interface TradesDeskProps {
  readonly accountId: string;
  readonly accountName: string;
  readonly currency: string;
  /** `simulated:<seed>` or `replay`: every price here comes from it. */
  readonly marketSource: string;
  readonly zone: string;
  readonly hidden: boolean;
  readonly mayTrade: boolean;
  /** Symbol → tick size, for aligned prices. */
  readonly ticks: { readonly [symbol: string]: string };
}
