// What an order's page hands to the parts of its story in the browser.

export interface StoryDeskProps {
  readonly orderId: string;
  readonly account: StoryAccount;
  readonly tick: string;
  readonly zone: string;
  readonly hidden: boolean;
  readonly mayCancel: boolean;
  readonly mayTrade: boolean;
  readonly mayAudit: boolean;
}

export interface StoryAccount {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly marketSource: string;
}
