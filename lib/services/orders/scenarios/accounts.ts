/** What an account's settings make of its orders: short positions and their collateral, margin, slippage and commission, and amounts. */

export const SHORT_POSITIONS = `
# A short sale holds its margin, and its position keeps twice the proceeds
rules HLD-5, MRG-1
account shorting cash=10000
AAPL 100
a: sell 10 AAPL limit 105 day
= money 10000 held 1050 free 8950
AAPL 106
= a filled 10/10: 10 @ 105.99
= AAPL -10 collateral 2119.8
= money 11059.9 held 2119.8 free 8940.1

# A short sale below the collared ask is held at that
rules HLD-5
account shorting cash=10000
AAPL 100
a: sell 10 AAPL limit 101 day
= money 10000 held 1030.103 free 8969.897

# Covering in part frees the collateral in proportion
rules MRG-2, HLD-6
account shorting cash=10000
AAPL 100
p: sell 10 AAPL market day
= AAPL -10 collateral 1999.8
b: buy 4 AAPL market day
= AAPL -6 collateral 1199.88
= money 10599.86 held 1199.88 free 9399.98
c: buy 6 AAPL market day
= AAPL 0
= money 9999.8 free 9999.8

# A cover that its collateral pays for needs no money
rules HLD-6
account shorting cash=1031
AAPL 100
p: sell 10 AAPL market day
= money 2030.9 held 1999.8 free 31.1
b: buy 10 AAPL limit 120 gtc
= b filled 10/10: 10 @ 100.01
= money 1030.8 free 1030.8

# A cover beyond its collateral needs the difference
rules HLD-6
account shorting cash=1500
AAPL 100
p: sell 10 AAPL market day
= money 2499.9 held 1999.8 free 500.1
AAPL 240
b: buy 10 AAPL limit 241 gtc
= b filled 10/10: 10 @ 240.01
= money 99.8 free 99.8

# A cover that neither collateral nor money pays is refused
rules HLD-6, FND-1
account shorting cash=1500
AAPL 100
p: sell 10 AAPL market day
AAPL 300
b: buy 10 AAPL limit 301 gtc ! insufficient_funds observed=1010.2 limit=500.1 headroom=500.1

# A short position grows by further sales
account shorting cash=10000
AAPL 100
p: sell 5 AAPL market day
AAPL 110
b: sell 5 AAPL market day
= AAPL -10 collateral 2099.8
= money 11049.9 held 2099.8 free 8950.1

# A short stop sells when the price falls
account shorting cash=10000
AAPL 100
a: sell 10 AAPL stop 95 gtc
AAPL 94
= a filled 10/10: 10 @ 93.99
= AAPL -10 collateral 1879.8

# A trailing buy covers a short position
account shorting cash=10000
AAPL 100
p: sell 10 AAPL market day
a: buy 10 AAPL trailing_stop 5 gtc
AAPL 80
= a new 0/10 mark 80 stop 85
AAPL 86
= a filled 10/10: 10 @ 86.01 mark 80 stop 85
= AAPL 0
= money 10139.8 free 10139.8

# A canceled short sale lets its margin go
account shorting cash=10000
AAPL 100
a: sell 10 AAPL limit 105 gtc
cancel a
= money 10000 free 10000

# A short sale that fills in part keeps margin for the rest
rules HLD-9
account shorting cash=10000
AAPL 100
a: sell 10 AAPL limit 105 gtc
AAPL 105 105.02 size 4
= a partially_filled 4/10: 4 @ 105
= AAPL -4 collateral 840
= money 10420 held 1470 free 8950

# Where it is allowed one order sells what is there and goes short
rules ZRO-1, HLD-9
account shorting crossing cash=10000
AAPL 100
p: buy 10 AAPL market day
a: sell 15 AAPL limit 105 gtc
= AAPL 10 held 10
= money 8999.9 held 525 free 8474.9
AAPL 105 105.02 size 12
= a partially_filled 12/15: 12 @ 105
= AAPL -2 collateral 420
= money 10259.9 held 735 free 9524.9
AAPL 106
= a filled 15/15: 12 @ 105, 3 @ 105.99
= AAPL -5 collateral 1055.94

# Where it is allowed one order covers and goes long
rules ZRO-1
account shorting crossing cash=10000
AAPL 100
p: sell 10 AAPL market day
a: buy 15 AAPL market day
= a filled 15/15: 15 @ 100.01
= AAPL 5
= money 9499.75 free 9499.75

# Orders in both directions are allowed from flat where crossing is
rules ZRO-2
account shorting crossing cash=10000
AAPL 100
a: buy 5 AAPL limit 90 gtc
b: sell 5 AAPL limit 110 gtc
= b new 0/5
AAPL 111
= AAPL -5 collateral 1109.9
`;

export const MARGIN = `
# An account without margin spends what it has
account cash=1000
AAPL 100
a: buy 9 AAPL market day
= money 99.91 free 99.91
b: buy 1 AAPL limit 100 gtc ! insufficient_funds observed=100 limit=99.91 headroom=99.91

# A multiplier of 2 lends as much as the account is worth
account cash=1000 multiplier=2
AAPL 100
= money 1000 free 2000
a: buy 19 AAPL limit 101 day
= a filled 19/19: 19 @ 100.01
= money -900.19 free 99.81
b: buy 1 AAPL limit 100 gtc ! insufficient_funds observed=100 limit=99.81 headroom=99.81

# A multiplier of 4 lends three times that
account cash=1000 multiplier=4
AAPL 100
a: buy 39 AAPL limit 102 gtc
= a filled 39/39: 39 @ 100.01
= money -2900.39 free 99.61
b: sell 39 AAPL market day
= money 999.22 free 3999.22

# The recorded credit does not move with prices
account cash=1000 multiplier=2
AAPL 100
a: buy 10 AAPL limit 100.01 day
AAPL 50
= money -0.1 free 999.9
AAPL 200
= money -0.1 free 999.9

# Margin backs short sales as well
account cash=1000 multiplier=2 shorting
AAPL 100
a: sell 15 AAPL market day
= a filled 15/15: 15 @ 99.99
= AAPL -15 collateral 2999.7
= money 2499.85 held 2999.7 free 500.15
`;

export const COSTS = `
# Slippage a share is against the order
account slippage=per_share:0.05
AAPL 100
a: buy 10 AAPL market day
= a filled 10/10: 10 @ 100.06
b: sell 10 AAPL market day
= b filled 10/10: 10 @ 99.94

# Slippage in basis points never goes beyond a limit
account slippage=bps:10
AAPL 100
a: buy 10 AAPL market day
= a filled 10/10: 10 @ 100.11001
b: buy 10 AAPL limit 100.05 day
= b filled 10/10: 10 @ 100.05

# A stop slips from the quote and not from its stop
account slippage=per_share:0.1
AAPL 100
a: buy 10 AAPL market day
b: sell 10 AAPL stop 95 gtc
AAPL 90
= b filled 10/10: 10 @ 89.89

# An auction has one price, and nothing slips
account slippage=bps:50
at 2026-12-08 09:00 AAPL 100
a: buy 5 AAPL market opg
at 09:30:01 AAPL 104
= a filled 5/5: 5 @ 104

# A commission a share has its minimum once an order
account commission=per_share:0.005:1
AAPL 100
a: buy 300 AAPL limit 100.5 gtc
= a filled 300/300: 300 @ 100.01 fee 1.5
AAPL 99.98 100 size 50
b: buy 100 AAPL limit 100 gtc
= b partially_filled 50/100: 50 @ 100 fee 1
AAPL 99.98 100
= b filled 100/100: 50 @ 100 fee 1, 50 @ 100

# A commission in basis points is rounded up to the cent
account commission=bps:5
AAPL 100
a: buy 3 AAPL market day
= a filled 3/3: 3 @ 100.01 fee 0.16
= money 99699.81 free 99699.81

# A commission is part of what is held
rules HLD-2
account commission=bps:100 cash=1000
AAPL 100
a: buy 10 AAPL limit 99 gtc
= money 1000 held 999.9 free 0.1
b: buy 1 AAPL limit 1 gtc ! insufficient_funds observed=1.01 limit=0.1 headroom=0.1

# The regulatory fees are on sales of equities only
account commission=alpaca
AAPL 100
a: buy 1000 AAPL limit 90 gtc
AAPL 89
= a filled 1000/1000: 1000 @ 89.01
b: sell 1000 AAPL market day
= b filled 1000/1000: 1000 @ 88.99 fee 2.65

# Without a commission crypto is free as well
account commission=none
BTC/USD 60000
a: buy 1 BTC/USD market gtc
= a filled 1/1: 1 @ 60000.01

# A short sale pays its commission
account shorting cash=10000 commission=bps:10
AAPL 100
a: sell 10 AAPL market day
= a filled 10/10: 10 @ 99.99 fee 1
= AAPL -10 collateral 1999.8
b: buy 10 AAPL market day
= b filled 10/10: 10 @ 100.01 fee 1.01
= money 9997.79 free 9997.79
`;

export const AMOUNTS_AND_CRYPTO = `
# An amount buys what it is worth at the ask
rules HLD-3
AAPL 100
a: buy $1000 AAPL market day
= a filled 9.999000099/$1000: 9.999000099 @ 100.01
= money 99000.00000009901 free 99000.00000009901

# A limit order by amount is held at its amount
rules HLD-3
AAPL 100
a: buy $1000 AAPL limit 99 day
= money 100000 held 1000 free 99000
AAPL 80
= a filled 12.498437695/$1000: 12.498437695 @ 80.01

# A sale by amount delivers what the amount is worth
AAPL 100
p: buy 10 AAPL market day
a: sell $500 AAPL market day
= a filled 5.00050005/$500: 5.00050005 @ 99.99

# A stop by amount
AAPL 100
a: buy $1000 AAPL stop 105 day
AAPL 110
= a filled 9.090082719/$1000: 9.090082719 @ 110.01

# An amount fills in parts and no further than itself
AAPL 99.98 100 size 3
a: buy $1000 AAPL market day
= a partially_filled 3/$1000: 3 @ 100
AAPL 99.98 100
= a filled 10/$1000: 3 @ 100, 7 @ 100

# A fraction of a share rests and fills
AAPL 100
a: buy 0.123456789 AAPL limit 99 day
AAPL 98
= a filled 0.123456789/0.123456789: 0.123456789 @ 98.01

# A stop for a fraction
AAPL 100
p: buy 1.5 AAPL market day
a: sell 1.5 AAPL stop 95 day
AAPL 94
= a filled 1.5/1.5: 1.5 @ 93.99
= AAPL 0

# A stop limit for a fraction
AAPL 100
a: buy 1.5 AAPL stop_limit 105 106 day
AAPL 105
= a filled 1.5/1.5: 1.5 @ 105.01

# Crypto pays its commission in money
BTC/USD 60000
a: buy 0.1 BTC/USD limit 60000.5 gtc
= a filled 0.1/0.1: 0.1 @ 60000.01 fee 15.01
b: sell 0.1 BTC/USD market day
= b filled 0.1/0.1: 0.1 @ 59999.99 fee 15
= money 99969.988 free 99969.988

# Crypto bought by the amount pays its commission on top
BTC/USD 60000
a: buy $600 BTC/USD market gtc
= a filled 0.009999998/$600: 0.009999998 @ 60000.01 fee 1.5
= money 99398.50002000002 free 99398.50002000002

# A crypto order of the day ends at midnight in New York
BTC/USD 60000
a: buy 0.1 BTC/USD limit 50000 day
= a ends 2026-12-09 00:00
at 2026-12-09 00:00
= a expired 0/0.1

# A crypto stop limit sells below its stop
BTC/USD 60000
p: buy 1 BTC/USD market day
a: sell 1 BTC/USD stop_limit 55000 54000 gtc
BTC/USD 54500
= a filled 1/1: 1 @ 54499.99 fee 136.25

# A crypto stop limit of the day
BTC/USD 60000
a: buy 1 BTC/USD stop_limit 61000 61500 day
BTC/USD 61200
= a filled 1/1: 1 @ 61200.01 fee 153.01

# A crypto limit at once takes what is there
BTC/USD 59999.99 60000.01 size 0.25
a: buy 1 BTC/USD limit 60001 ioc
= a canceled (ioc_rest) 0.25/1: 0.25 @ 60000.01 fee 37.51

# Crypto is sold whole though it is fractional
BTC/USD 60000
p: buy 0.123456789 BTC/USD market gtc
c: close BTC/USD
= c filled 0.123456789/0.123456789: 0.123456789 @ 59999.99 fee 18.52
= BTC/USD 0
`;

export const OUT_OF_ORDER = `
# A fill that comes after the cancel is booked, reported and halts the account
rules LAT-1
AAPL 100
a: buy 10 AAPL limit 95 gtc
cancel a
late a 4 @ 95
= a canceled (requested) 4/10: 4 @ 95
= AAPL 4
= money 99620 free 99620
= trading halted after late_fill

# A late fill that nothing covers lets the floor give way
rules LAT-1
account cash=1000
AAPL 100
a: buy 10 AAPL limit 95 gtc
cancel a
b: buy 9 AAPL market day
late a 10 @ 95
= AAPL 19
= money -850.09 free 0
= trading halted after late_fill

# More than was asked for is booked as well
rules LAT-2
AAPL 100
a: buy 10 AAPL limit 95 gtc
late a 15 @ 95
= a filled 15/10: 15 @ 95
= AAPL 15
= trading halted after overfill

# A market order that the money does not cover any more stops where it ends
account cash=1000
AAPL 99.98 100 size 1
a: buy 9 AAPL market gtc
= a partially_filled 1/9: 1 @ 100
AAPL 199.98 200
= a canceled (insufficient_hold) 5/9: 1 @ 100, 4 @ 200
= money 100 free 100

# An order that waits for the wire is canceled on the spot
AAPL 100
wire down
a: buy 10 AAPL limit 95 gtc
= a pending_new 0/10 queued
cancel a
= a canceled (requested) 0/10
wire up
= a canceled (requested) 0/10

# An order that arrived without an answer is found and goes on
rules DSP-1
AAPL 100
wire lost
a: buy 10 AAPL limit 99 gtc
= a pending_new 0/10 sending
wire up
unanswered 11
= a new 0/10
AAPL 98
= a filled 10/10: 10 @ 98.01

# A venue that restarts goes on where it was
AAPL 100
a: buy 10 AAPL limit 99 gtc
restart
AAPL 98.98 99 size 4
restart
AAPL 98.98 99
= a filled 10/10: 4 @ 99, 6 @ 99
`;
