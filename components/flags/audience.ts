// Who sees what a flag switches, in words.
import { formatPercent } from "#components/format/percent.ts";
import { divideDecimals } from "#components/format/string-decimal.ts";
import type { FlagView } from "#lib/contracts/flag.ts";

export function audienceOf(flag: Pick<FlagView, "enabled" | "rolloutBps" | "allowAccounts" | "denyAccounts">): string {
  if (!flag.enabled) return "Nobody: it is switched off.";
  const share = formatPercent(divideDecimals(flag.rolloutBps.toString(), "10000", 4), { places: 0 });
  const everybody =
    flag.rolloutBps === 10_000 ? "Everybody" : flag.rolloutBps === 0 ? "Nobody" : `${share} of accounts`;
  const always = flag.allowAccounts.length > 0 ? `, always ${accounts(flag.allowAccounts.length)}` : "";
  const never = flag.denyAccounts.length > 0 ? `, never ${accounts(flag.denyAccounts.length)}` : "";
  return `${everybody}${always}${never}.`;
}

function accounts(count: number): string {
  return `${count} ${count === 1 ? "account" : "accounts"}`;
}
