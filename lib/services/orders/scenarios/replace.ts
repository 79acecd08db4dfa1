/** Orders that take another's place, fills that race them, and closing positions in part, whole or all. */

export const REPLACEMENTS = `
# A replacement takes the old one's place at a new limit
rules RPL-1, HLD-8
AAPL 100
a: buy 10 AAPL limit 95 gtc
b: replace a limit 96
= a replaced 0/10
= b new 0/10
= money 100000 held 960 free 99040
AAPL 95.5
= b filled 10/10: 10 @ 95.51

# A smaller replacement lets money go
rules HLD-8
AAPL 100
a: buy 10 AAPL limit 95 gtc
b: replace a quantity 4
= b new 0/4
= money 100000 held 380 free 99620

# While the venue has not answered, one hold stands for both
rules HLD-8, RPL-1
AAPL 100
a: buy 10 AAPL limit 95 gtc
wire down
b: replace a quantity 4 limit 97
= a pending_replace 0/10
= b pending_new 0/4 queued
= money 100000 held 950 free 99050
wire up
= a replaced 0/10
= b new 0/4
= money 100000 held 388 free 99612

# The quantity of a replacement counts what the chain has filled
rules RPL-4
AAPL 100
a: buy 10 AAPL limit 99 gtc
AAPL 98.9 98.95 size 4
b: replace a quantity 12 limit 98
= a replaced 4/10: 4 @ 98.95
= b new 0/8
AAPL 97.9 97.95 size 3
c: replace b quantity 9
= c new 0/2
AAPL 97
= c filled 2/2: 2 @ 97.01
= AAPL 9

# A fill that races a replacement shrinks the new order
rules RPL-8
AAPL 100
a: buy 10 AAPL limit 99 gtc
wire down
b: replace a limit 98
AAPL 98.9 98.95 size 4
= a pending_replace 4/10: 4 @ 98.95
wire up
= a replaced 4/10: 4 @ 98.95
= b new 0/6
= money 99604.2 held 588 free 99016.2

# A replacement that comes after the last fill is refused
rules RPL-8
AAPL 100
a: buy 10 AAPL limit 99 gtc
wire down
b: replace a limit 98
AAPL 98.9
wire up
= a filled 10/10: 10 @ 98.91
= b rejected (too_late_to_replace) 0/10
= money 99010.9 free 99010.9

# A replacement whose whole quantity has raced is refused and the old order goes on
rules RPL-8
AAPL 100
a: buy 10 AAPL limit 99 gtc
wire down
b: replace a quantity 4
AAPL 98.9 98.95 size 5
wire up
= a partially_filled 5/10: 5 @ 98.95
= b rejected (too_late_to_replace) 0/4
= money 99505.25 held 495 free 99010.25

# An order that is being replaced expires, and the replacement with it
AAPL 100
a: buy 10 AAPL limit 95 day
wire down
b: replace a limit 96
at 16:00
wire up
= a expired 0/10
= b rejected (too_late_to_replace) 0/10
= money 100000 free 100000

# Canceling an order that is being replaced cancels the one that follows it
AAPL 100
a: buy 10 AAPL limit 95 gtc
wire down
b: replace a limit 96
cancel a
= a canceled (requested) 0/10
= b canceled (requested) 0/10
= money 100000 free 100000

# The stop of a stop order moves
AAPL 100
p: buy 10 AAPL market day
a: sell 10 AAPL stop 90 gtc
b: replace a stop 95
AAPL 94
= a replaced 0/10
= b filled 10/10: 10 @ 93.99

# Both prices of a stop limit move
AAPL 100
a: buy 10 AAPL stop_limit 105 106 gtc
b: replace a stop 103 limit 104
= money 100000 held 1040 free 98960
AAPL 103.5
= b filled 10/10: 10 @ 103.51

# A trail that is replaced keeps its mark
AAPL 100
p: buy 10 AAPL market day
a: sell 10 AAPL trailing_stop 5 gtc
AAPL 120
b: replace a trail 10
AAPL 115
= b new 0/10 mark 120 stop 110
AAPL 110
= b filled 10/10: 10 @ 109.99 mark 120 stop 110

# A trail in percent is replaced by another percentage
AAPL 100
p: buy 10 AAPL market day
a: sell 10 AAPL trailing_stop 5% gtc
b: replace a trail 10%
AAPL 100
= b new 0/10 mark 100 stop 90

# The time in force changes, and with it the end
AAPL 100
a: buy 10 AAPL limit 95 day
b: replace a gtc
= b new 0/10
= b ends never
c: replace b day
= c ends 2026-12-08 16:00

# A sale grows as far as there are units
AAPL 100
p: buy 10 AAPL market day
a: sell 4 AAPL limit 105 gtc
b: replace a quantity 10
= AAPL 10 held 10
c: replace b quantity 11 ! insufficient_quantity field=quantity observed=11 limit=10 headroom=10
= b new 0/10

# A replacement that the money does not cover leaves the old order as it is
rules FND-1
account cash=1000
AAPL 100
a: buy 10 AAPL limit 95 gtc
b: replace a limit 101 ! insufficient_funds observed=1010 limit=1000 headroom=1000
= a new 0/10
= b rejected (insufficient_funds) 0/10
= money 1000 held 950 free 50

# A held exit is replaced on the spot
rules RPL-1
AAPL 100
a: buy 10 AAPL limit 99 gtc bracket profit 110 loss 95
b: replace a.loss stop 96
= a.loss replaced 0/10
= b held 0/10
AAPL 98
= b new 0/10
AAPL 95.5
= b filled 10/10: 10 @ 95.49
= a.profit canceled (oco) 0/10

# An exit at work is replaced at the venue and stays with its group
AAPL 100
a: buy 10 AAPL market gtc bracket profit 110 loss 95
b: replace a.profit limit 105
= b new 0/10
AAPL 106
= b filled 10/10: 10 @ 105.99
= a.loss canceled (oco) 0/10
= AAPL 0

# The entry of a bracket is replaced, and its exits wait for the new one
AAPL 100
a: buy 10 AAPL limit 99 gtc bracket profit 110 loss 95
b: replace a limit 98
= a replaced 0/10
= b new 0/10
= a.profit held 0/10
AAPL 97
= b filled 10/10: 10 @ 97.01
= a.profit new 0/10
= a.loss new 0/10

# A replaced entry that is canceled takes its exits along
rules GRP-5
AAPL 100
a: buy 10 AAPL limit 99 gtc bracket profit 110 loss 95
b: replace a limit 98
cancel b
= a.profit canceled (group_canceled) 0/10
= a.loss canceled (group_canceled) 0/10
= money 100000 free 100000

# An exit that is replaced while the other fills in part is smaller
AAPL 100
a: buy 10 AAPL market gtc bracket profit 110 loss 95
wire down
b: replace a.loss stop 96
AAPL 111 111.02 size 4
wire up
= a.profit partially_filled 4/10: 4 @ 111
= a.loss replaced 0/6
= b new 0/6
AAPL 90
= b filled 6/6: 6 @ 89.99
= a.profit canceled (oco) 4/10: 4 @ 111
= AAPL 0
`;

export const CLOSINGS = `
# A position is closed whole
AAPL 100
p: buy 10 AAPL market day
c: close AAPL
= c filled 10/10: 10 @ 99.99
= AAPL 0

# A position is closed in part
AAPL 100
p: buy 10 AAPL market day
c: close AAPL 3
= AAPL 7

# A percentage of a position is rounded down to nine places
rules CPS-3
AAPL 100
p: buy 1 AAPL market day
c: close AAPL 33.333333333%
= c filled 0.333333333/0.333333333: 0.333333333 @ 99.99
= AAPL 0.666666667

# A percentage of shares that trade whole is rounded down to whole ones
rules CPS-3
NVDA 100
p: buy 10 NVDA market day
c: close NVDA 25%
= c filled 2/2: 2 @ 99.99
= NVDA 8

# A short position is bought back
account shorting
AAPL 100
p: sell 10 AAPL market day
c: close AAPL 50%
= c filled 5/5: 5 @ 100.01
d: close AAPL
= AAPL 0
= money 99999.8 free 99999.8

# Closing cancels the exits that stand in the way
AAPL 100
a: buy 10 AAPL market gtc bracket profit 110 loss 95
c: close AAPL ! conflict reason=insufficient_quantity by=a.loss,a.profit
d: close AAPL canceling
= a.profit canceled (requested) 0/10
= d filled 10/10: 10 @ 99.99
= AAPL 0

# Closing a part leaves alone what other orders hold
AAPL 100
p: buy 10 AAPL market day
a: sell 6 AAPL limit 110 gtc
c: close AAPL 4
= c filled 4/4: 4 @ 99.99
= a new 0/6
= AAPL 6 held 6

# All positions are closed at once
AAPL 100
MSFT 50
p: buy 10 AAPL market day
q: buy 5 MSFT market day
c: close all
= c.AAPL filled 10/10: 10 @ 99.99
= c.MSFT filled 5/5: 5 @ 49.99
= money 99999.7 free 99999.7

# One position that cannot be closed does not keep the others open
AAPL 100
MSFT 50
p: buy 10 AAPL market day
q: buy 5 MSFT market day
a: sell 10 AAPL limit 110 gtc
c: close all ! AAPL conflict
= c.MSFT filled 5/5: 5 @ 49.99
= AAPL 10 held 10

# A close outside the session waits for it
AAPL 100
p: buy 10 AAPL market day
at 17:00
c: close AAPL
= c new 0/10
= AAPL 10 held 10
at 2026-12-09 09:30 AAPL 102
= c filled 10/10: 10 @ 101.99
`;
