// What the imports page hands to its parts in the browser.
import type { ImportScope } from "#lib/client/paths.ts";
import type { ImportsPlace } from "./imports-address.ts";

export interface ImportsDeskProps {
  /** Null for an administrator without an account: then only prices that everybody sees. */
  readonly accountId: string | null;
  readonly accountName: string;
  readonly zone: string;
  readonly hidden: boolean;
  readonly mayImport: boolean;
  /** Prices that everybody sees. */
  readonly mayImportDesk: boolean;
}

export interface ImportReviewProps extends ImportsDeskProps {
  readonly id: string;
  readonly place: ImportsPlace;
  readonly scope: ImportScope;
  readonly mayChange: boolean;
}
