// Days on which the New York Stock Exchange closed, or closed early, for a reason that no rule could foresee.
import { asLocalDate, type LocalDate } from "../../shared/local-date.ts";

export interface EarlyClose {
  /** HH:MM in New York. */
  readonly closeAt: string;
  readonly reason: string;
}

export const SPECIAL_CLOSURES: ReadonlyMap<LocalDate, string> = new Map([
  [asLocalDate("1994-04-27"), "Funeral of Richard Nixon"],
  [asLocalDate("2001-09-11"), "Attacks of September 11"],
  [asLocalDate("2001-09-12"), "Attacks of September 11"],
  [asLocalDate("2001-09-13"), "Attacks of September 11"],
  [asLocalDate("2001-09-14"), "Attacks of September 11"],
  [asLocalDate("2004-06-11"), "Funeral of Ronald Reagan"],
  [asLocalDate("2007-01-02"), "Funeral of Gerald Ford"],
  [asLocalDate("2012-10-29"), "Hurricane Sandy"],
  [asLocalDate("2012-10-30"), "Hurricane Sandy"],
  [asLocalDate("2018-12-05"), "Funeral of George H. W. Bush"],
  [asLocalDate("2025-01-09"), "Funeral of Jimmy Carter"],
]);

export const SPECIAL_EARLY_CLOSES: ReadonlyMap<LocalDate, EarlyClose> = new Map([
  [asLocalDate("1997-12-26"), { closeAt: "13:00", reason: "Day after Christmas" }],
  [asLocalDate("1999-12-31"), { closeAt: "13:00", reason: "New Year's Eve of 2000" }],
  [asLocalDate("2003-12-26"), { closeAt: "13:00", reason: "Day after Christmas" }],
]);
