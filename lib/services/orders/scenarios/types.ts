/** Single orders: each type in each time in force, where it fills, what it holds until then, and how it ends. */

export const MARKET_AND_LIMIT = `
# A market buy fills at the ask and holds nothing afterwards
rules HLD-1, HLD-9
AAPL 100
a: buy 10 AAPL market day
= a filled 10/10: 10 @ 100.01
= money 98999.9 free 98999.9
= AAPL 10

# A market sale fills at the bid
AAPL 100
a: buy 10 AAPL market gtc
b: sell 4 AAPL market day
= b filled 4/4: 4 @ 99.99
= money 99399.86 free 99399.86
= AAPL 6

# A market order takes no more than the size shown and waits for the next quote
rules HLD-1
AAPL 99.98 100.02 size 4
a: buy 10 AAPL market gtc
= a partially_filled 4/10: 4 @ 100.02
AAPL 100.98 101.02 size 100
= a filled 10/10: 4 @ 100.02, 6 @ 101.02
= money 98993.8 free 98993.8

# A limit buy rests at its limit and fills at the better price
rules HLD-2
AAPL 100
a: buy 10 AAPL limit 95 day
= a new 0/10
= money 100000 held 950 free 99050
AAPL 94
= a filled 10/10: 10 @ 94.01
= money 99059.9 free 99059.9

# A limit buy is not filled by a last price, only by the ask
AAPL 100
a: buy 10 AAPL limit 95 gtc
AAPL 94.99 95.01 last 94
= a new 0/10
AAPL 94.98 95 last 94
= a filled 10/10: 10 @ 95

# A limit sale holds its units and fills at the bid
rules HLD-5
AAPL 100
a: buy 10 AAPL market day
b: sell 10 AAPL limit 105 gtc
= b new 0/10
= AAPL 10 held 10
AAPL 106
= b filled 10/10: 10 @ 105.99
= AAPL 0
= money 100059.8 free 100059.8

# A limit order fills in parts and keeps what the rest may cost
rules HLD-2, HLD-9
AAPL 100
a: buy 10 AAPL limit 99 gtc
AAPL 97.98 98 size 3
= a partially_filled 3/10: 3 @ 98
= money 99706 held 693 free 99013
AAPL 98.98 99 size 2
= a partially_filled 5/10: 3 @ 98, 2 @ 99
AAPL 97.98 98 size 100
= a filled 10/10: 3 @ 98, 2 @ 99, 5 @ 98
= money 99018 free 99018

# A day order that is not filled expires at the close with its hold
AAPL 100
a: buy 10 AAPL limit 95 day
= a ends 2026-12-08 16:00
at 15:59:59
= a new 0/10
at 16:00
= a expired 0/10
= money 100000 free 100000

# A day order that is filled in part keeps that part when it expires
AAPL 100
a: buy 10 AAPL limit 100 day
AAPL 99.5 99.6 size 4
at 16:00
= a expired 4/10: 4 @ 99.6
= money 99601.6 free 99601.6
= AAPL 4

# A good-till-canceled order outlives the day and ends when it is canceled
AAPL 100
a: buy 10 AAPL limit 95 gtc
= a ends never
at 2026-12-09 16:30
= a new 0/10
cancel a
= a canceled (requested) 0/10
= money 100000 free 100000

# A canceled order is canceled once, and a filled one not any more
AAPL 100
a: buy 10 AAPL limit 95 day
cancel a
cancel a
= a canceled (requested) 0/10
b: buy 1 AAPL market day
cancel b ! conflict status=filled order=b

# A cancel after a partial fill leaves what was filled
AAPL 100
a: sell 5 AAPL limit 101 gtc ! short_not_allowed field=quantity observed=5 limit=0 headroom=0
b: buy 10 AAPL limit 99 gtc
AAPL 98.9 98.95 size 6
cancel b
= b canceled (requested) 6/10: 6 @ 98.95
= money 99406.3 free 99406.3
= AAPL 6

# All open orders are canceled at once
AAPL 100
MSFT 50
a: buy 10 AAPL limit 95 gtc
b: buy 10 MSFT limit 45 day
c: buy 1 AAPL limit 90 gtc
cancel all
= a canceled (requested) 0/10
= b canceled (requested) 0/10
= c canceled (requested) 0/1
= money 100000 free 100000

# The first of two orders at one price gets what there is
AAPL 100
a: buy 5 AAPL limit 99 gtc
b: buy 5 AAPL limit 99 gtc
AAPL 98.98 99 size 7
= a filled 5/5: 5 @ 99
= b partially_filled 2/5: 2 @ 99

# The better limit comes first, however late it was placed
AAPL 100
a: buy 5 AAPL limit 98 gtc
b: buy 5 AAPL limit 99 gtc
AAPL 97.98 98 size 7
= b filled 5/5: 5 @ 98
= a partially_filled 2/5: 2 @ 98

# A quote's size is used once, also by orders that come later
AAPL 99.98 100.02 size 5
a: buy 4 AAPL market day
b: buy 4 AAPL market day
= a filled 4/4: 4 @ 100.02
= b partially_filled 1/4: 1 @ 100.02
c: buy 4 AAPL market day
= c new 0/4
`;

export const AT_ONCE = `
# A market order at once takes what is there and cancels the rest
rules TIF-3
AAPL 99.98 100.02 size 4
a: buy 10 AAPL market ioc
= a canceled (ioc_rest) 4/10: 4 @ 100.02
= money 99599.92 free 99599.92

# A limit order at once that is not reached is canceled whole
AAPL 100
a: buy 10 AAPL limit 99 ioc
= a canceled (ioc_rest) 0/10
= money 100000 free 100000

# A limit order at once fills within its limit
AAPL 100
a: buy 10 AAPL limit 100.5 ioc
= a filled 10/10: 10 @ 100.01

# An order to be filled whole or not at all is not filled in part
AAPL 99.98 100.02 size 9
a: buy 10 AAPL market fok
= a canceled (fok_not_whole) 0/10
= money 100000 free 100000

# An order to be filled whole is, when there is enough
AAPL 99.98 100.02 size 10
a: buy 10 AAPL limit 100.02 fok
= a filled 10/10: 10 @ 100.02

# A whole-or-nothing order beyond its limit is canceled
AAPL 100
a: buy 10 AAPL limit 99 fok
= a canceled (fok_not_whole) 0/10
`;

export const STOPS = `
# A stop sale triggers on the last price and fills at the bid
rules STP-1
AAPL 100
a: buy 10 AAPL market day
b: sell 10 AAPL stop 95 day
= b new 0/10
= AAPL 10 held 10
AAPL 94.9 95.1 last 95.1
= b new 0/10
AAPL 94.9 95.1 last 95
= b filled 10/10: 10 @ 94.9

# A gap through a stop fills at the quote and never at the stop
AAPL 100
a: buy 10 AAPL market day
b: sell 10 AAPL stop 95 gtc
AAPL 80
= b filled 10/10: 10 @ 79.99
= money 99799.8 free 99799.8

# A stop buy is held at its stop with the collar and fills at the ask
rules HLD-4
AAPL 100
a: buy 10 AAPL stop 105 gtc
= money 100000 held 1092 free 98908
AAPL 104.99
= a new 0/10
AAPL 105.5
= a filled 10/10: 10 @ 105.51
= money 98944.9 free 98944.9

# A stop that has triggered in part goes on at the market, also above its stop
AAPL 100
a: buy 10 AAPL market day
b: sell 10 AAPL stop 95 gtc
AAPL 94.9 95 last 95 size 4
= b partially_filled 4/10: 4 @ 94.9
AAPL 97
= b filled 10/10: 4 @ 94.9, 6 @ 96.99

# A stop limit that a gap has passed waits at its limit
AAPL 100
a: buy 10 AAPL market day
b: sell 10 AAPL stop_limit 95 94 gtc
AAPL 90
= b new 0/10
AAPL 94.5
= b filled 10/10: 10 @ 94.49

# A stop limit buy holds its limit and fills no higher
rules HLD-4
AAPL 100
a: buy 10 AAPL stop_limit 105 106 day
= money 100000 held 1060 free 98940
AAPL 107
= a new 0/10
AAPL 105.5
= a filled 10/10: 10 @ 105.51

# A stop limit that has not triggered expires with the day
AAPL 100
a: buy 10 AAPL stop_limit 105 106 day
at 16:00
= a expired 0/10
= money 100000 free 100000

# A stop is asleep before the open and triggers with the first core price
AAPL 100
a: buy 10 AAPL market day
b: sell 10 AAPL stop 95 gtc
at 2026-12-09 08:00 AAPL 90
= b new 0/10
at 09:30 AAPL 91
= b filled 10/10: 10 @ 90.99

# Two stops that one price triggers share its size, the earlier first
AAPL 100
a: buy 20 AAPL market day
b: sell 10 AAPL stop 95 gtc
c: sell 10 AAPL stop 96 gtc
AAPL 94.9 95 last 95 size 15
= b filled 10/10: 10 @ 94.9
= c partially_filled 5/10: 5 @ 94.9
`;

export const TRAILING_STOPS = `
# A trailing stop follows the price up and never down
AAPL 100
a: buy 10 AAPL market day
b: sell 10 AAPL trailing_stop 5 gtc
= b new 0/10 mark 100 stop 95
AAPL 110
= b new 0/10 mark 110 stop 105
AAPL 106
= b new 0/10 mark 110 stop 105
AAPL 104
= b filled 10/10: 10 @ 103.99 mark 110 stop 105

# A trail in percent is rounded away from the market
AAPL 100
a: buy 10 AAPL market day
b: sell 10 AAPL trailing_stop 2.5% day
= b new 0/10 mark 100 stop 97.5
AAPL 101.23
= b new 0/10 mark 101.23 stop 98.69
AAPL 98.69
= b filled 10/10: 10 @ 98.68 mark 101.23 stop 98.69

# A trailing buy follows the price down
rules HLD-4
AAPL 100
a: buy 10 AAPL trailing_stop 5 day
= money 100000 held 1092 free 98908
AAPL 90
= a new 0/10 mark 90 stop 95
AAPL 96
= a filled 10/10: 10 @ 96.01 mark 90 stop 95

# A trailing stop that gaps fills at the quote
AAPL 100
a: buy 10 AAPL market day
b: sell 10 AAPL trailing_stop 1% gtc
AAPL 120
AAPL 70
= b filled 10/10: 10 @ 69.99 mark 120 stop 118.8

# A trailing stop that a venue restarts keeps its mark
AAPL 100
a: buy 10 AAPL market day
b: sell 10 AAPL trailing_stop 5 gtc
AAPL 110
restart
AAPL 106
= b new 0/10 mark 110 stop 105
AAPL 105
= b filled 10/10: 10 @ 104.99 mark 110 stop 105

# A trailing stop for the day ends with it
AAPL 100
a: buy 10 AAPL market day
b: sell 10 AAPL trailing_stop 5 day
at 16:00
= b expired 0/10 mark 100 stop 95
= AAPL 10
`;
