/** Orders that belong together: brackets to their exits, OCO, OTO, exits that shrink each other, and groups that end. */

export const BRACKETS = `
# A bracket takes its profit, and its stop loss goes
rules GRP-3, GRP-6, HLD-7
AAPL 100
a: buy 10 AAPL limit 99 day bracket profit 110 loss 95
= a new 0/10
= a.profit held 0/10
= a.loss held 0/10
= money 100000 held 990 free 99010
AAPL 98.9
= a filled 10/10: 10 @ 98.91
= a.profit new 0/10
= a.loss new 0/10
= AAPL 10 held 10
AAPL 111
= a.profit filled 10/10: 10 @ 110.99
= a.loss canceled (oco) 0/10
= AAPL 0
= money 100120.8 free 100120.8

# A bracket is stopped out at the quote
AAPL 100
a: buy 10 AAPL market gtc bracket profit 110 loss 95
= a filled 10/10: 10 @ 100.01
AAPL 90
= a.loss filled 10/10: 10 @ 89.99
= a.profit canceled (oco) 0/10
= money 99899.8 free 99899.8

# A bracket at market of the day
AAPL 100
a: buy 10 AAPL market day bracket profit 110 loss 95
= a.loss new 0/10
at 16:00
= a.profit expired 0/10
= a.loss expired 0/10
= AAPL 10

# A stop loss with a limit waits below it
AAPL 100
a: buy 10 AAPL limit 100.5 gtc bracket profit 110 loss 95 limit 94
AAPL 90
= a.loss new 0/10
AAPL 94.5
= a.loss filled 10/10: 10 @ 94.49

# A bracket begins with a stop
AAPL 100
a: buy 10 AAPL stop 105 day bracket profit 115 loss 100
= a.profit held 0/10
AAPL 106
= a filled 10/10: 10 @ 106.01
AAPL 116
= a.profit filled 10/10: 10 @ 115.99

# A bracket begins with a stop good till canceled
AAPL 100
a: buy 10 AAPL stop 105 gtc bracket profit 115 loss 100
AAPL 106
AAPL 99
= a.loss filled 10/10: 10 @ 98.99
= a.profit canceled (oco) 0/10

# A bracket begins with a stop limit
AAPL 100
a: buy 10 AAPL stop_limit 105 106 day bracket profit 115 loss 100
AAPL 105.5
= a filled 10/10: 10 @ 105.51
= a.loss new 0/10

# A bracket begins with a stop limit good till canceled
AAPL 100
a: buy 10 AAPL stop_limit 105 106 gtc bracket profit 115 loss 100
AAPL 107
= a new 0/10
= a.loss held 0/10

# The exits wait until their entry is filled whole
rules GRP-3
AAPL 100
a: buy 10 AAPL limit 99 day bracket profit 110 loss 95
AAPL 98.9 98.95 size 4
= a partially_filled 4/10: 4 @ 98.95
= a.profit held 0/10
= a.loss held 0/10
AAPL 98.9 98.95 size 100
= a.profit new 0/10
= a.loss new 0/10

# The exits of an entry that expires with a part filled are for that part, and end with its day
rules GRP-4
AAPL 100
a: buy 10 AAPL limit 99 day bracket profit 110 loss 95
AAPL 98.9 98.95 size 4
at 16:00
= a expired 4/10: 4 @ 98.95
= a.profit expired 0/4
= a.loss expired 0/4
= AAPL 4

# An entry that expires unfilled takes its exits along
rules GRP-4
AAPL 100
a: buy 10 AAPL limit 99 day bracket profit 110 loss 95
at 16:00
= a expired 0/10
= a.profit canceled (entry_ended) 0/10
= a.loss canceled (entry_ended) 0/10
= money 100000 free 100000

# Canceling an entry cancels its group
rules GRP-5
AAPL 100
a: buy 10 AAPL limit 99 gtc bracket profit 110 loss 95
cancel a
= a canceled (requested) 0/10
= a.profit canceled (group_canceled) 0/10
= a.loss canceled (group_canceled) 0/10

# Canceling an exit that waits cancels its entry too
rules GRP-5
AAPL 100
a: buy 10 AAPL limit 99 gtc bracket profit 110 loss 95
cancel a.loss
= a canceled (requested) 0/10
= a.profit canceled (group_canceled) 0/10
= a.loss canceled (requested) 0/10
= money 100000 free 100000

# Canceling one exit at work cancels the other
rules GRP-5
AAPL 100
a: buy 10 AAPL market gtc bracket profit 110 loss 95
cancel a.profit
= a.profit canceled (requested) 0/10
= a.loss canceled (requested) 0/10
= AAPL 10

# Canceling an entry that is filled in part leaves the shares unprotected, as asked
rules GRP-5
AAPL 100
a: buy 10 AAPL limit 99 gtc bracket profit 110 loss 95
AAPL 98.9 98.95 size 4
cancel a
= a canceled (requested) 4/10: 4 @ 98.95
= a.profit canceled (group_canceled) 0/10
= a.loss canceled (group_canceled) 0/10
= AAPL 4

# An exit that fills in part shrinks the other
rules GRP-6
AAPL 100
a: buy 10 AAPL market gtc bracket profit 110 loss 95
AAPL 111 111.02 size 4
= a.profit partially_filled 4/10: 4 @ 111
= a.loss new 0/6
= AAPL 6 held 6
AAPL 90
= a.loss filled 6/6: 6 @ 89.99
= a.profit canceled (oco) 4/10: 4 @ 111
= AAPL 0

# One quote that reaches both exits fills the stop loss only
rules GRP-6
AAPL 100
a: buy 10 AAPL market gtc bracket profit 110 loss 95
AAPL 112 112.02 last 94
= a.loss filled 10/10: 10 @ 112
= a.profit canceled (oco) 0/10

# A bracket adds to a position of its own direction
AAPL 100
b: buy 5 AAPL market day
a: buy 10 AAPL market gtc bracket profit 110 loss 95
= AAPL 15 held 10
AAPL 111
= a.profit filled 10/10: 10 @ 110.99
= AAPL 5

# A short bracket covers at its profit
rules GRP-3, HLD-6, MRG-2
account shorting cash=10000
AAPL 100
a: sell 10 AAPL limit 100.5 gtc bracket profit 90 loss 105
AAPL 100.6
= a filled 10/10: 10 @ 100.59
= AAPL -10 collateral 2011.8
= a.profit new 0/10
= a.loss new 0/10
AAPL 89
= a.profit filled 10/10: 10 @ 89.01
= a.loss canceled (oco) 0/10
= AAPL 0
= money 10115.8 free 10115.8

# A short bracket is stopped out
account shorting cash=10000
AAPL 100
a: sell 10 AAPL market gtc bracket profit 90 loss 105
AAPL 106
= a.loss filled 10/10: 10 @ 106.01
= a.profit canceled (oco) 0/10
= money 9939.8 free 9939.8

# A halt with its cancel ends groups as a whole
rules GRP-5
AAPL 100
a: buy 10 AAPL limit 99 gtc bracket profit 110 loss 95
halt account
cancel halted
= a canceled (requested) 0/10
= a.profit canceled (group_canceled) 0/10
= trading halted

# A venue that restarts keeps a group together
AAPL 100
a: buy 10 AAPL market gtc bracket profit 110 loss 95
restart
AAPL 111 111.02 size 3
restart
AAPL 90
= a.profit canceled (oco) 3/10: 3 @ 111
= a.loss filled 7/7: 7 @ 89.99

# Two brackets of one symbol have their own exits
AAPL 100
a: buy 10 AAPL market gtc bracket profit 110 loss 95
b: buy 5 AAPL market gtc bracket profit 120 loss 97
= AAPL 15 held 15
AAPL 96
= b.loss filled 5/5: 5 @ 95.99
= a.loss new 0/10
AAPL 111
= a.profit filled 10/10: 10 @ 110.99
= AAPL 0
`;

export const ONE_CANCELS_THE_OTHER = `
# An OCO takes profit, and its stop loss goes
rules GRP-2, HLD-7
AAPL 100
p: buy 10 AAPL market day
a: sell 10 AAPL oco profit 110 loss 95 gtc
= a new 0/10
= a.loss new 0/10
= AAPL 10 held 10
AAPL 111
= a filled 10/10: 10 @ 110.99
= a.loss canceled (oco) 0/10

# An OCO of the day is stopped out
AAPL 100
p: buy 10 AAPL market day
a: sell 10 AAPL oco profit 110 loss 95 limit 94 day
AAPL 94.5
= a.loss filled 10/10: 10 @ 94.49
= a canceled (oco) 0/10
= money 99944.8 free 99944.8

# An OCO protects a part of a position
AAPL 100
p: buy 10 AAPL market day
a: sell 4 AAPL oco profit 110 loss 95 gtc
= AAPL 10 held 4
b: sell 6 AAPL limit 120 gtc
= AAPL 10 held 10

# An OCO ends with the day as a whole
AAPL 100
p: buy 10 AAPL market day
a: sell 10 AAPL oco profit 110 loss 95 day
at 16:00
= a expired 0/10
= a.loss expired 0/10
= AAPL 10

# Canceling the stop loss of an OCO cancels the profit
rules GRP-5
AAPL 100
p: buy 10 AAPL market day
a: sell 10 AAPL oco profit 110 loss 95 gtc
cancel a.loss
= a canceled (requested) 0/10
= a.loss canceled (requested) 0/10
= AAPL 10

# An OCO covers a short position and is held at its dearer exit
rules HLD-6, HLD-7
account shorting cash=1000
AAPL 100
p: sell 5 AAPL market day
= AAPL -5 collateral 999.9
= money 1499.95 held 999.9 free 500.05
a: buy 5 AAPL oco profit 90 loss 205 gtc
= money 1499.95 held 1066 free 433.95
AAPL 89
= a filled 5/5: 5 @ 89.01
= a.loss canceled (oco) 0/5
= money 1054.9 free 1054.9

# An OCO whose stop has triggered sells the rest at the market, above its profit too
rules GRP-6
AAPL 100
p: buy 10 AAPL market day
a: sell 10 AAPL oco profit 110 loss 95 gtc
AAPL 94.9 95 last 95 size 4
= a.loss partially_filled 4/10: 4 @ 94.9
= a new 0/6
AAPL 111 111.02 last 96
= a canceled (oco) 0/6
= a.loss filled 10/10: 4 @ 94.9, 6 @ 111
= AAPL 0
`;

export const ONE_TRIGGERS_THE_OTHER = `
# An OTO with a stop loss protects what it bought
AAPL 100
a: buy 10 AAPL market gtc oto loss 95
= a.loss new 0/10
AAPL 94
= a.loss filled 10/10: 10 @ 93.99

# An OTO with a profit sells at it
AAPL 100
a: buy 10 AAPL limit 100.5 day oto profit 110
= a.profit new 0/10
AAPL 111
= a.profit filled 10/10: 10 @ 110.99

# An OTO at market of the day
AAPL 100
a: buy 10 AAPL market day oto profit 110
= a.profit new 0/10
cancel a.profit
= a.profit canceled (requested) 0/10
= AAPL 10

# An OTO begins with a limit that rests
AAPL 100
a: buy 10 AAPL limit 99 gtc oto loss 95
= a.loss held 0/10
cancel a
= a.loss canceled (group_canceled) 0/10

# An OTO begins with a stop
AAPL 100
a: buy 10 AAPL stop 105 day oto loss 100
AAPL 105
= a filled 10/10: 10 @ 105.01
= a.loss new 0/10

# An OTO begins with a stop good till canceled
AAPL 100
a: buy 10 AAPL stop 105 gtc oto profit 115
= a.profit held 0/10

# An OTO begins with a stop limit
AAPL 100
a: buy 10 AAPL stop_limit 105 106 day oto loss 100
at 16:00
= a expired 0/10
= a.loss canceled (entry_ended) 0/10

# An OTO begins with a stop limit good till canceled
AAPL 100
a: buy 10 AAPL stop_limit 105 106 gtc oto profit 115
AAPL 105
= a filled 10/10: 10 @ 105.01
AAPL 116
= a.profit filled 10/10: 10 @ 115.99

# A short OTO is stopped out
account shorting cash=10000
AAPL 100
a: sell 10 AAPL market gtc oto loss 105
AAPL 106
= a.loss filled 10/10: 10 @ 106.01
= AAPL 0
= money 9939.8 free 9939.8
`;
