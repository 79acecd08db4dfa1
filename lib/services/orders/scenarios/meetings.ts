/** Where two things meet: replacing and groups, short sales and replacing, halts and what is under way, ends that come at once. */

export const REPLACING_WHAT_IS_HELD = `
# A short sale that is replaced by more holds more margin
rules HLD-8
account shorting cash=10000
AAPL 100
a: sell 10 AAPL limit 105 gtc
b: replace a quantity 12
= money 10000 held 1260 free 8740
c: replace b quantity 5
= money 10000 held 525 free 9475
AAPL 106
= AAPL -5 collateral 1059.9

# A sale that crosses zero is replaced to what is owned
rules HLD-8
account shorting crossing cash=10000
AAPL 100
p: buy 10 AAPL market day
a: sell 15 AAPL limit 105 gtc
b: replace a quantity 8
= AAPL 10 held 8
= money 8999.9 free 8999.9
c: replace b quantity 20
= AAPL 10 held 10
= money 8999.9 held 1050 free 7949.9
AAPL 106
= AAPL -10 collateral 2119.8

# A sale of what is owned is replaced by one that crosses zero, and fills in parts
account shorting crossing cash=10000
AAPL 100
p: buy 10 AAPL market day
a: sell 4 AAPL limit 105 gtc
b: replace a quantity 12
AAPL 105 105.02 size 11
= b partially_filled 11/12: 11 @ 105
= AAPL -1 collateral 210
AAPL 106
= b filled 12/12: 11 @ 105, 1 @ 105.99

# A cover is replaced at a higher limit
account shorting cash=1031
AAPL 100
p: sell 10 AAPL market day
AAPL 205
a: buy 10 AAPL limit 190 gtc
= money 2030.9 held 1999.8 free 31.1
b: replace a limit 202
= money 2030.9 held 2020 free 10.9
c: replace b limit 210 ! insufficient_funds observed=100.2 limit=31.1 headroom=31.1
= b new 0/10
cancel b
= money 2030.9 held 1999.8 free 31.1

# The stop of a short position's OCO moves up and takes what it needs
account shorting cash=2000
AAPL 100
p: sell 10 AAPL market day
a: buy 10 AAPL oco profit 90 loss 110 gtc
b: replace a.loss stop 200
= b new 0/10
= money 2999.9 held 2080 free 919.9
AAPL 201
= b filled 10/10: 10 @ 201.01
= a canceled (oco) 0/10
= AAPL 0
= money 989.8 free 989.8

# The profit of a short position's OCO moves, and its stop loss keeps what it needs
rules HLD-7, HLD-8
account shorting cash=2000
AAPL 100
p: sell 10 AAPL market day
a: buy 10 AAPL oco profit 90 loss 200 gtc
= money 2999.9 held 2080 free 919.9
b: replace a limit 85
= b new 0/10
= money 2999.9 held 2080 free 919.9
c: replace a.loss stop 195
= money 2999.9 held 2028 free 971.9

# A replacement can meet a quote at once
AAPL 100
a: buy 10 AAPL limit 95 gtc
b: replace a limit 101
= a replaced 0/10
= b filled 10/10: 10 @ 100.01

# A resting order becomes one for the close
AAPL 100
a: buy 10 AAPL limit 101 day extended
b: buy 10 AAPL limit 99 gtc
c: replace b cls limit 100
= c ends 2026-12-08 16:01 after the auction of 2026-12-08 16:00
at 15:59:59 AAPL 99.5
= c new 0/10
at 16:00:01
= c filled 10/10: 10 @ 99.5

# An order becomes one that is tried once
AAPL 100
a: buy 10 AAPL limit 99 gtc
b: replace a ioc
= a replaced 0/10
= b canceled (ioc_rest) 0/10
= money 100000 free 100000

# A replacement keeps off one's own orders
rules WSH-1
AAPL 100
p: buy 10 AAPL market day
a: buy 5 AAPL limit 95 gtc
b: sell 5 AAPL limit 105 gtc
c: replace a limit 105 ! wash_trade field=limitPrice observed=105 limit=105 by=b
= a new 0/5

# A halt keeps replacements out
rules HLT-1
AAPL 100
a: buy 5 AAPL limit 95 gtc
halt account
b: replace a limit 96 ! halted
= a new 0/5

# A halt that comes while a replacement waits for the wire leaves the old order
rules HLT-1
AAPL 100
a: buy 5 AAPL limit 95 gtc
wire down
b: replace a limit 96
halt account
wire up
= b rejected (halted) 0/5
sweep
= a new 0/5
= money 100000 held 475 free 99525

# A replacement is replaced in its turn
AAPL 100
a: buy 10 AAPL limit 95 gtc
b: replace a limit 96
c: replace b limit 97
d: replace a limit 98 ! not_replaceable
= c new 0/10
= money 100000 held 970 free 99030

# An order that is being replaced is not replaced twice
rules RPL-1
AAPL 100
a: buy 10 AAPL limit 95 gtc
wire down
b: replace a limit 96
c: replace a limit 97 ! not_replaceable
wire up
= b new 0/10

# A triggered trailing stop that is replaced stays triggered
AAPL 100
p: buy 10 AAPL market day
a: sell 10 AAPL trailing_stop 5 gtc
AAPL 94.9 95 last 95 size 4
= a partially_filled 4/10: 4 @ 94.9 mark 100 stop 95
b: replace a quantity 8
AAPL 97
= b filled 4/4: 4 @ 96.99 mark 100

# A late fill of a replaced order is booked
rules LAT-1
AAPL 100
a: buy 10 AAPL limit 95 gtc
b: replace a limit 96
late a 2 @ 95
= a replaced 2/10: 2 @ 95
= b new 0/10
= trading halted after late_fill
`;

export const GROUPS_UNDER_WAY = `
# A replaced exit that waits is smaller when its entry ends early
rules GRP-4
AAPL 100
a: buy 10 AAPL limit 99 day bracket profit 110 loss 95
b: replace a.loss stop 96
AAPL 98.9 98.95 size 4
at 16:00
= a expired 4/10: 4 @ 98.95
= b expired 0/4
= a.profit expired 0/4
= AAPL 4

# An exit that is being replaced when the other fills whole is done
rules GRP-6
AAPL 100
a: buy 10 AAPL market gtc bracket profit 110 loss 95
wire down
b: replace a.loss stop 96
AAPL 111
= a.profit filled 10/10: 10 @ 110.99
wire up
= a.loss canceled (oco) 0/10
= b canceled (oco) 0/10
= AAPL 0

# Canceling the group while an exit is being replaced
rules GRP-5
AAPL 100
a: buy 10 AAPL market gtc bracket profit 110 loss 95
wire down
b: replace a.loss stop 96
cancel a.profit
= a.profit canceled (requested) 0/10
wire up
= a.loss canceled (requested) 0/10
= b canceled (group_canceled) 0/10
= AAPL 10

# The exits of a short entry that expires are for what it sold, and end with its day
rules GRP-4
account shorting cash=10000
AAPL 100
a: sell 10 AAPL limit 101 day bracket profit 90 loss 110
AAPL 101 101.02 size 4
at 16:00
= a expired 4/10: 4 @ 101
= a.profit expired 0/4
= a.loss expired 0/4
= AAPL -4 collateral 808
= money 10404 held 808 free 9596

# Exits that expire at the close leave the position
AAPL 100
a: buy 10 AAPL market day bracket profit 110 loss 95
at 16:00
= a.profit expired 0/10
= a.loss expired 0/10
= AAPL 10

# An exit filled in part goes on after the other was canceled with the day's group
AAPL 100
a: buy 10 AAPL market gtc bracket profit 110 loss 95
AAPL 111 111.02 size 4
cancel a.loss
= a.profit canceled (requested) 4/10: 4 @ 111
= a.loss canceled (requested) 0/6
= AAPL 6

# Canceling an entry at once with its exits before it leaves
AAPL 100
wire down
a: buy 10 AAPL market day bracket profit 110 loss 95
cancel a
= a canceled (requested) 0/10
= a.loss canceled (group_canceled) 0/10
wire up
= money 100000 free 100000

# An entry that the venue refuses takes its exits along
rules VEN-1, GRP-4
AAPL 100
wire refusing
a: buy 10 AAPL market day bracket profit 110 loss 95
= a rejected (venue_rejected) 0/10
= a.profit canceled (entry_ended) 0/10
= a.loss canceled (entry_ended) 0/10

# An entry that the money stops keeps exits for what it bought
rules GRP-4
account cash=1000
AAPL 99.98 100 size 1
a: buy 9 AAPL market gtc bracket profit 300 loss 50
AAPL 199.98 200
= a canceled (insufficient_hold) 5/9: 1 @ 100, 4 @ 200
= a.profit new 0/5
= a.loss new 0/5
= AAPL 5 held 5

# Closing a position takes its bracket away and sells what is there
AAPL 100
a: buy 10 AAPL market gtc bracket profit 110 loss 95
AAPL 111 111.02 size 4
c: close AAPL canceling
= a.profit canceled (requested) 4/10: 4 @ 111
= c new 0/6
AAPL 112
= c filled 6/6: 6 @ 111.99
= AAPL 0

# A stop loss replaced above the market is refused
rules STP-1
AAPL 100
a: buy 10 AAPL market gtc bracket profit 110 loss 95
b: replace a.loss stop 101 ! stop_price_wrong_side field=stopPrice observed=101 limit=100
= a.loss new 0/10

# All orders of a bracket are canceled at once
AAPL 100
a: buy 10 AAPL market gtc bracket profit 110 loss 95
cancel all
= a.profit canceled (requested) 0/10
= a.loss canceled (requested) 0/10
= AAPL 10
`;

export const SHORTS_IN_EVERY_TIME = `
# A short sale at once sells what is wanted
account shorting cash=10000
AAPL 99.98 100.02 size 4
a: sell 10 AAPL limit 99 ioc
= a canceled (ioc_rest) 4/10: 4 @ 99.98
= AAPL -4 collateral 799.84

# A cover whole or not at all
account shorting cash=10000
AAPL 100
p: sell 10 AAPL market day
AAPL 99.98 100.02 size 9
a: buy 10 AAPL limit 101 fok
= a canceled (fok_not_whole) 0/10
AAPL 99.98 100.02 size 10
b: buy 10 AAPL limit 101 fok
= b filled 10/10: 10 @ 100.02

# A short sale at the open
account shorting cash=10000
at 2026-12-08 09:00 AAPL 100
a: sell 10 AAPL market opg
= money 10000 held 1030.103 free 8969.897
at 09:30:01 AAPL 98
= a filled 10/10: 10 @ 98
= AAPL -10 collateral 1960

# A cover at the close
account shorting cash=10000
AAPL 100
p: sell 10 AAPL market day
a: buy 10 AAPL limit 100 cls
at 15:59:59 AAPL 97
at 16:00:01
= a filled 10/10: 10 @ 97
= AAPL 0
= money 10029.9 free 10029.9

# A short sale in the evening
account shorting cash=10000
at 2026-12-08 17:00 AAPL 100
a: sell 10 AAPL limit 99 day extended
= a filled 10/10: 10 @ 99.99

# A short sale that gaps up sells as much as its margin and free money back
rules MRG-1
account shorting cash=1031
AAPL 100
a: sell 10 AAPL limit 103 gtc
AAPL 120
= a canceled (insufficient_hold) 8/10: 8 @ 119.99
= AAPL -8 collateral 1784.8994
= money 1990.92 held 1784.8994 free 206.0206

# Two covers of one position share its collateral
account shorting cash=1031
AAPL 100
p: sell 10 AAPL market day
a: buy 5 AAPL limit 90 gtc
b: buy 5 AAPL limit 91 gtc
= money 2030.9 held 1999.8 free 31.1
AAPL 89
= a filled 5/5: 5 @ 89.01
= b filled 5/5: 5 @ 89.01
= AAPL 0
= money 1140.8 free 1140.8

# A short position of one symbol stands beside a long one of another
account shorting cash=10000
AAPL 100
MSFT 50
p: sell 10 AAPL market day
q: buy 10 MSFT market day
= AAPL -10 collateral 1999.8
= MSFT 10
c: close all
= AAPL 0
= MSFT 0
= money 9999.6 free 9999.6
`;

export const MORE_MEETINGS = `
# A bracket on margin
account cash=1000 multiplier=2
AAPL 100
a: buy 15 AAPL limit 101 gtc bracket profit 110 loss 95
= a filled 15/15: 15 @ 100.01
= money -500.15 free 499.85
AAPL 94
= a.loss filled 15/15: 15 @ 93.99
= money 909.7 free 1909.7

# A replaced entry that fills in part before its replacement keeps its exits whole
AAPL 100
a: buy 10 AAPL limit 99 gtc bracket profit 110 loss 95
AAPL 98.9 98.95 size 4
= a partially_filled 4/10: 4 @ 98.95
b: replace a limit 98
= a replaced 4/10: 4 @ 98.95
= b new 0/6
AAPL 97
= b filled 6/6: 6 @ 97.01
= a.profit new 0/10
= a.loss new 0/10
= AAPL 10 held 10

# A replaced entry with a part filled that is canceled
AAPL 100
a: buy 10 AAPL limit 99 gtc bracket profit 110 loss 95
AAPL 98.9 98.95 size 4
b: replace a limit 98
cancel b
= a.profit canceled (group_canceled) 0/10
= AAPL 4

# A replaced entry that ends with nothing of its own keeps exits for what the first had filled
rules GRP-4
AAPL 100
a: buy 10 AAPL limit 99 day bracket profit 110 loss 95
AAPL 98.9 98.95 size 4
b: replace a limit 98
at 16:00
= b expired 0/6
= a.profit expired 0/4
= a.loss expired 0/4
= AAPL 4

# An entry replaced twice, a fill racing the second time, has exits for all of it
AAPL 100
a: buy 10 AAPL limit 99 gtc bracket profit 110 loss 95
AAPL 98.9 98.95 size 4
b: replace a limit 98
wire down
c: replace b limit 97
AAPL 97.9 97.95 size 3
wire up
= c new 0/3
AAPL 96
= c filled 3/3: 3 @ 96.01
= a.profit new 0/10
= a.loss new 0/10
= AAPL 10 held 10

# A sale by amount short of units
AAPL 100
p: buy 2 AAPL market day
a: sell $300 AAPL market day ! insufficient_quantity field=notional observed=3.000300031 limit=2 headroom=2

# A sale by amount of all there is
AAPL 100
p: buy 2 AAPL market day
a: sell $199.98 AAPL market day
= a filled 2/$199.98: 2 @ 99.99
= AAPL 0

# Selling dust costs more than it brings
BTC/USD 60000
p: buy 0.0001 BTC/USD market gtc
b: close BTC/USD 0.0000001
= b filled 0.0000001/0.0000001: 0.0000001 @ 59999.99 fee 0.01
= money 99993.975998999 free 99993.975998999

# Two replacements of two orders at once
AAPL 100
a: buy 10 AAPL limit 95 gtc
b: buy 10 AAPL limit 94 gtc
wire down
c: replace a limit 96
d: replace b limit 97
= money 100000 held 1930 free 98070
wire up
AAPL 96.5
= c new 0/10
= d filled 10/10: 10 @ 96.51
= money 99034.9 held 960 free 98074.9

# An order of the day that is replaced after the close is for the next day
AAPL 100
a: buy 10 AAPL limit 95 gtc
at 17:00
b: replace a day
= b ends 2026-12-09 16:00

# A sale that rests and a stop for the rest share a position
AAPL 100
p: buy 10 AAPL market day
a: sell 4 AAPL limit 110 gtc
b: sell 6 AAPL stop 95 gtc
= AAPL 10 held 10
c: replace b quantity 7 ! insufficient_quantity field=quantity observed=7 limit=6 headroom=6 by=a
AAPL 94
= b filled 6/6: 6 @ 93.99
= AAPL 4 held 4

# A short sale whose quote has gone is not replaced
rules QTE-1
account shorting cash=10000
AAPL 100
a: sell 10 AAPL limit 105 gtc
AAPL none
b: replace a limit 106 ! no_quote field=symbol
= a new 0/10
`;

export const LOST_ON_THE_WAY = `
# A replacement that never arrived is given up, and the old order goes on
rules DSP-1
AAPL 100
a: buy 10 AAPL limit 95 gtc
wire cut
b: replace a limit 96
= a pending_replace 0/10
= b pending_new 0/10 sending
wire up
unanswered 11
= b pending_new 0/10 unknown
unanswered 61
sweep
= b canceled (never_arrived) 0/10
= a new 0/10
= money 100000 held 950 free 99050

# A replacement whose answer was lost is found at the venue
rules DSP-1
AAPL 100
a: buy 10 AAPL limit 95 gtc
wire lost
b: replace a limit 96
= b pending_new 0/10 sending
wire up
unanswered 11
= a replaced 0/10
= b new 0/10
= money 100000 held 960 free 99040

# A replacement whose answer was lost is canceled, and what it replaced does not come back
rules RPL-9
AAPL 100
a: buy 10 AAPL limit 95 gtc
wire lost
b: replace a limit 96
wire up
cancel a
= b canceled (requested) 0/10
= a replaced 0/10
= money 100000 free 100000

# A replacement whose answer was lost fills before anybody knows of it
rules DSP-1
AAPL 100
a: buy 10 AAPL limit 95 gtc
wire lost
b: replace a limit 96
wire up
AAPL 95.9 96 size 4
= b partially_filled 4/10: 4 @ 96
= a replaced 0/10
= money 99616 held 576 free 99040
unanswered 11
sweep
= a replaced 0/10
= b partially_filled 4/10: 4 @ 96
= money 99616 held 576 free 99040
AAPL 95
= b filled 10/10: 4 @ 96, 6 @ 95.01
= money 99045.94 free 99045.94

# A bracket whose entry's answer was lost still gets its exits
AAPL 100
wire lost
a: buy 10 AAPL market gtc bracket profit 110 loss 95
wire up
AAPL 100
= a filled 10/10: 10 @ 100.01
= a.profit new 0/10
= a.loss new 0/10

# A cancel of an order whose answer was lost reaches it
AAPL 100
wire lost
a: buy 10 AAPL limit 95 gtc
wire up
cancel a
= a canceled (requested) 0/10
= money 100000 free 100000

# Two OCOs of one position each protect their part
AAPL 100
p: buy 10 AAPL market day
a: sell 4 AAPL oco profit 110 loss 95 gtc
b: sell 6 AAPL oco profit 120 loss 90 gtc
c: sell 1 AAPL limit 130 gtc ! insufficient_quantity field=quantity observed=1 limit=0 headroom=0 by=a,a.loss,b,b.loss
AAPL 94
= a.loss filled 4/4: 4 @ 93.99
AAPL 121
= b filled 6/6: 6 @ 120.99
= AAPL 0

# A short position's OCO fills in part and keeps what the rest needs
rules HLD-7
account shorting cash=2000
AAPL 100
p: sell 10 AAPL market day
a: buy 10 AAPL oco profit 90 loss 200 gtc
AAPL 89.98 90 size 4
= a partially_filled 4/10: 4 @ 90
= a.loss new 0/6
= AAPL -6 collateral 1199.88
= money 2639.9 held 1280.08 free 1359.82
AAPL 201
= a.loss filled 6/6: 6 @ 201.01
= AAPL 0
= money 1433.84 free 1433.84

# A short sale that is canceled with a part filled keeps that part's collateral
account shorting cash=10000
AAPL 100
a: sell 10 AAPL limit 105 gtc
AAPL 105 105.02 size 4
cancel a
= a canceled (requested) 4/10: 4 @ 105
= AAPL -4 collateral 840
= money 10420 held 840 free 9580

# On margin a short position and a long one share what may be spent
account shorting cash=1000 multiplier=2
AAPL 100
MSFT 50
p: sell 10 AAPL market day
= money 1999.9 held 1999.8 free 1000.1
q: buy 21 MSFT limit 50 day ! insufficient_funds observed=1050 limit=1000.1 headroom=1000.1
r: buy 19 MSFT market day
= MSFT 19
= money 1049.71 held 1999.8 free 49.91
`;
