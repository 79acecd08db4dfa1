/** The venue's days: what waits for the open, holidays, half days and overrides, extended hours, and the two auctions. */

export const SESSIONS = `
# An order of the evening waits for the next morning
at 2026-12-08 20:30 AAPL 100
a: buy 1 AAPL market day
= a new 0/1
= a ends 2026-12-09 16:00
at 2026-12-09 09:29:59 AAPL 101
= a new 0/1
at 2026-12-09 09:30 AAPL 102
= a filled 1/1: 1 @ 102.01

# An order of Friday evening waits over the weekend
at 2026-12-11 17:00 AAPL 100
a: buy 1 AAPL limit 101 day
= a ends 2026-12-14 16:00
at 2026-12-13 12:00 AAPL 99
= a new 0/1
at 2026-12-14 09:30 AAPL 98
= a filled 1/1: 1 @ 98.01

# A holiday is no trading day
at 2026-11-26 10:00 AAPL 100
a: buy 1 AAPL market day
= a new 0/1
= a ends 2026-11-27 13:00
at 2026-11-27 09:30 AAPL 101
= a filled 1/1: 1 @ 101.01

# A half day ends at one
at 2026-11-27 12:00 AAPL 100
a: buy 1 AAPL limit 90 day
= a ends 2026-11-27 13:00
at 13:00
= a expired 0/1

# An order after a half day's close is for the next session
at 2026-11-27 13:00 AAPL 100
a: buy 1 AAPL market day
= a new 0/1
= a ends 2026-11-30 16:00

# The day of mourning of January 2025 was closed
at 2025-01-09 11:00 AAPL 100
a: buy 1 AAPL market day
= a new 0/1
= a ends 2025-01-10 16:00

# An override closes a day that the rules open
override 2026-12-09 closed
at 2026-12-08 17:00 AAPL 100
a: buy 1 AAPL market day
= a ends 2026-12-10 16:00
at 2026-12-09 11:00 AAPL 101
= a new 0/1
at 2026-12-10 09:30 AAPL 102
= a filled 1/1: 1 @ 102.01

# An override makes a half day of a full one
override 2026-12-08 half_day
AAPL 100
a: buy 1 AAPL limit 90 day
= a ends 2026-12-08 13:00
at 13:00
= a expired 0/1

# An override opens a day for hours of its own
override 2026-12-12 custom 10:00 12:00
at 2026-12-12 09:45 AAPL 100
a: buy 1 AAPL market day
= a new 0/1
= a ends 2026-12-12 12:00
at 10:00 AAPL 101
= a filled 1/1: 1 @ 101.01

# An override makes a holiday a plain day
at 2026-11-26 11:00 AAPL 100
override 2026-11-26 normal
a: buy 1 AAPL market day
= a filled 1/1: 1 @ 100.01

# Nothing at once is taken while the market is closed
rules TIF-7
at 2026-12-08 21:00 AAPL 100
a: buy 1 AAPL market ioc ! market_closed field=timeInForce
b: buy 1 AAPL limit 101 fok ! market_closed field=timeInForce
c: buy 1 AAPL limit 101 gtc
= c new 0/1

# Crypto trades on a Sunday night
at 2026-12-13 03:00 BTC/USD 60000
a: buy 0.5 BTC/USD market ioc
= a filled 0.5/0.5: 0.5 @ 60000.01 fee 75.01
= BTC/USD 0.5

# An always open market trades at night, and its day ends at midnight
market always
at 2026-12-08 23:00 AAPL 100
a: buy 1 AAPL market day
= a filled 1/1: 1 @ 100.01
b: buy 1 AAPL limit 90 day
= b ends 2026-12-09 00:00
at 2026-12-09 00:00
= b expired 0/1

# An order that waits over a restart fills when the session opens
at 2026-12-08 20:30 AAPL 100
a: buy 2 AAPL limit 99 gtc
restart
at 2026-12-09 10:00 AAPL 98
= a filled 2/2: 2 @ 98.01
`;

export const EXTENDED_HOURS = `
# Before the open only what was placed for extended hours trades
at 2026-12-08 08:00 AAPL 100
a: buy 1 AAPL limit 101 day extended
b: buy 1 AAPL limit 101 day
= a filled 1/1: 1 @ 100.01
= b new 0/1
at 09:30 AAPL 100.5
= b filled 1/1: 1 @ 100.51

# An extended order of the day lives until eight in the evening
AAPL 100
a: buy 1 AAPL limit 90 day extended
= a ends 2026-12-08 20:00
at 19:59 AAPL 89
= a filled 1/1: 1 @ 89.01

# An extended order ends with the evening
AAPL 100
a: buy 1 AAPL limit 90 day extended
at 20:00
= a expired 0/1
= money 100000 free 100000

# On a half day the evening ends at five
at 2026-11-27 14:00 AAPL 100
a: buy 1 AAPL limit 90 day extended
= a ends 2026-11-27 17:00

# An extended order may rest for longer than the day
at 2026-12-08 19:00 AAPL 100
a: buy 1 AAPL limit 95 gtc extended
at 2026-12-09 04:00 AAPL 94
= a filled 1/1: 1 @ 94.01

# Fractions trade in extended hours too
at 2026-12-08 17:00 AAPL 100
a: buy 0.5 AAPL limit 101 day extended
= a filled 0.5/0.5: 0.5 @ 100.01

# At night nothing trades, extended or not
at 2026-12-08 21:00 AAPL 100
a: buy 1 AAPL limit 101 day extended
= a new 0/1
= a ends 2026-12-09 20:00
`;

export const AUCTIONS = `
# A market order for the open gets the opening price
at 2026-12-08 09:00 AAPL 100
a: buy 5 AAPL market opg
= a new 0/5
= a ends 2026-12-08 09:31 after the auction of 2026-12-08 09:30
at 09:30:01 AAPL 104
= a filled 5/5: 5 @ 104

# A limit order for the open fills only when the opening price meets it
at 2026-12-08 09:00 AAPL 100
a: buy 5 AAPL limit 105 opg
b: buy 5 AAPL limit 103 opg
at 09:30:01 AAPL 104
= a filled 5/5: 5 @ 104
= b canceled (auction_unfilled) 0/5
= money 99480 free 99480

# A market order for the close gets the last price before it
at 2026-12-08 15:30 AAPL 100
a: buy 5 AAPL market cls
at 15:59:59 AAPL 107
= a new 0/5
at 16:00:02 AAPL 150
= a filled 5/5: 5 @ 107

# A limit order for the close that is not met is canceled
at 2026-12-08 15:30 AAPL 100
a: buy 5 AAPL limit 99 cls
b: buy 5 AAPL limit 101 cls
at 15:59:59 AAPL 100.5
at 16:00:02 AAPL 90
= a canceled (auction_unfilled) 0/5
= b filled 5/5: 5 @ 100.5

# The closing auction of a half day is at one
at 2026-11-27 12:00 AAPL 100
a: buy 5 AAPL market cls
= a ends 2026-11-27 13:01 after the auction of 2026-11-27 13:00

# From 09:28 on no order is taken for the open, and from seven in the evening again
rules TIF-5
at 2026-12-08 09:28 AAPL 100
a: buy 1 AAPL market opg ! opg_window field=timeInForce
at 18:59
b: buy 1 AAPL market opg ! opg_window field=timeInForce
at 19:00
c: buy 1 AAPL market opg
= c ends 2026-12-09 09:31 after the auction of 2026-12-09 09:30

# From ten to four on no order is taken for the close
rules TIF-6
at 2026-12-08 15:49:59 AAPL 100
a: buy 1 AAPL limit 100 cls
at 15:50
b: buy 1 AAPL limit 100 cls ! cls_window field=timeInForce
at 19:00
c: buy 1 AAPL limit 100 cls
= c ends 2026-12-09 16:01 after the auction of 2026-12-09 16:00

# An always open market takes auction orders at any time
rules TIF-5, TIF-6
market always
at 2026-12-08 09:29 AAPL 100
a: buy 1 AAPL market opg
b: buy 1 AAPL market cls
= a ends 2026-12-08 09:31 after the auction of 2026-12-08 09:30
at 09:30 AAPL 103
= a filled 1/1: 1 @ 103
= b new 0/1

# An order for the close that is canceled before it holds nothing
at 2026-12-08 15:00 AAPL 100
a: buy 5 AAPL market cls
= money 100000 held 520.052 free 99479.948
cancel a
= a canceled (requested) 0/5
= money 100000 free 100000

# An order for an auction in which nothing traded is canceled
at 2026-12-08 09:00 AAPL 100
a: buy 5 AAPL market opg
at 09:31
= a canceled (auction_unfilled) 0/5

# A sale at the close delivers what it holds
AAPL 100
a: buy 5 AAPL market day
b: sell 5 AAPL market cls
= AAPL 5 held 5
at 15:59:59 AAPL 108
at 16:00:01
= b filled 5/5: 5 @ 108
= AAPL 0
`;
