// The desk's own accounts: the other side of every trade, fee and deposit. Their balances are summed, never stored.
import { type AccountId, type AssetId, asId } from "../shared/ids.ts";

export const USD_ASSET_ID = asId<AssetId>("00000000-0000-7000-8000-000000000840");
export const VENUE_CLEARING_ID = asId<AccountId>("00000000-0000-7000-8000-0000000000c1");
export const FEE_INCOME_ID = asId<AccountId>("00000000-0000-7000-8000-0000000000fe");
/** The other side of dividends and splits. */
export const CORPORATE_ACTIONS_ID = asId<AccountId>("00000000-0000-7000-8000-0000000000ca");
export const INTEREST_ID = asId<AccountId>("00000000-0000-7000-8000-00000000001e");
export const TAX_ID = asId<AccountId>("00000000-0000-7000-8000-00000000007a");
/** Where imported trades were made: somewhere else. */
export const IMPORT_CLEARING_ID = asId<AccountId>("00000000-0000-7000-8000-0000000000c2");
export const EXTERNAL_ID = asId<AccountId>("00000000-0000-7000-8000-0000000000e1");
