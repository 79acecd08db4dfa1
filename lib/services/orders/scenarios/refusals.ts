/** One refusal, at least, for each rule of docs/orders.md that refuses anything, with what it names: field, figures, orders in the way. */

export const BEFORE_ANYTHING_ELSE = `
# A halted account takes no orders, and takes them again when the halt is lifted
rules HLT-1
AAPL 100
halt account
a: buy 1 AAPL market day ! halted
lift
b: buy 1 AAPL market day
= b filled 1/1: 1 @ 100.01

# A halted desk takes no orders of anybody
rules HLT-1
AAPL 100
halt desk
a: buy 1 AAPL limit 99 gtc ! halted

# A halt between placing and sending refuses what had not left
rules HLT-1
AAPL 100
wire down
a: buy 1 AAPL limit 99 gtc
halt account
wire up
= a rejected (halted) 0/1
= money 100000 free 100000

# Under a halt what rests goes on and can be canceled
AAPL 100
a: buy 1 AAPL limit 99 gtc
b: buy 1 AAPL limit 98 gtc
halt account
cancel b
AAPL 98.5
= a filled 1/1: 1 @ 98.51
= b canceled (requested) 0/1

# What cannot be traded is refused
rules TRD-1
AMZN 100
a: buy 1 AMZN market day ! symbol_not_tradable field=symbol

# A market order needs a price, a limit order is one
rules QTE-1
AAPL none
a: buy 1 AAPL market day ! no_quote field=symbol
b: buy 1 AAPL limit 99 day
= b new 0/1

# A short sale needs an ask, whatever its limit
rules QTE-1
account shorting
AAPL none
a: sell 1 AAPL limit 99 day ! no_quote field=symbol

# A client order id is used once, for ever
rules CLI-1
AAPL 100
a: buy 1 AAPL market day client mine
b: buy 1 AAPL market day client mine ! duplicate_client_order_id order=a
`;

export const SIZE = `
# A quantity and an amount together are refused
rules SIZ-1
AAPL 100
a: buy 1 AAPL market day with notional=100 ! invalid_quantity field=quantity
b: buy 1 AAPL market day with quantity=none ! invalid_quantity field=quantity

# A quantity is more than nothing, not too fine and not too large
rules SIZ-2
AAPL 100
a: buy 0 AAPL market day ! invalid_quantity field=quantity
b: buy 0.0000000001 AAPL market day ! invalid_quantity field=quantity
c: buy 1000000001 AAPL market day ! invalid_quantity field=quantity observed=1000000001 limit=1000000000
d: buy -1 AAPL market day ! invalid_quantity field=quantity

# An amount is at least a dollar, in cents
rules SIZ-3
AAPL 100
a: buy $0.99 AAPL market day ! invalid_notional field=notional observed=0.99 limit=1
b: buy $1.001 AAPL market day ! invalid_notional field=notional
c: buy $1000000000000001 AAPL market day ! invalid_notional field=notional observed=1000000000000001 limit=1000000000000000

# Orders by amount can be switched off
rules SIZ-4
AAPL 100
notional off
a: buy $100 AAPL market day ! notional_disabled field=notional
notional on
b: buy $100 AAPL market day
= b filled 0.999900009/$100: 0.999900009 @ 100.01

# What trades whole has no fractions and no amounts
rules FRA-1
NVDA 100
a: buy 0.5 NVDA market day ! not_fractionable field=quantity
b: buy $100 NVDA market day ! not_fractionable field=notional

# Fractions have no exits attached
rules FRA-2
AAPL 100
a: buy 0.5 AAPL market day bracket profit 110 loss 95 ! invalid_quantity field=quantity
b: buy $100 AAPL market day oto loss 95 ! invalid_notional field=notional

# Fractions do not trail
rules FRA-3
AAPL 100
a: buy 0.5 AAPL trailing_stop 5 day ! invalid_quantity field=type
b: buy $100 AAPL trailing_stop 5 day ! invalid_notional field=type

# Fractions are good for the day, those of crypto may rest
rules FRA-4
AAPL 100
BTC/USD 60000
a: buy 0.5 AAPL limit 99 gtc ! invalid_quantity field=timeInForce
b: buy $100 AAPL market ioc ! invalid_notional field=timeInForce
c: buy 0.5 BTC/USD limit 59000 gtc
= c new 0/0.5
`;

export const TYPE_AND_TIME = `
# Crypto knows no stop and no trailing stop
rules TYP-1
BTC/USD 60000
a: buy 1 BTC/USD stop 61000 gtc ! invalid_type field=type
b: buy 1 BTC/USD trailing_stop 500 gtc ! invalid_type field=type

# Crypto has no auctions and no fill-or-kill
rules TIF-1
BTC/USD 60000
a: buy 1 BTC/USD market opg ! invalid_time_in_force field=timeInForce
b: buy 1 BTC/USD limit 60000 cls ! invalid_time_in_force field=timeInForce
c: buy 1 BTC/USD market fok ! invalid_time_in_force field=timeInForce

# The auctions take no stops
rules TIF-2
AAPL 100
a: buy 1 AAPL stop 105 opg ! invalid_time_in_force field=timeInForce
b: buy 1 AAPL trailing_stop 5 cls ! invalid_time_in_force field=timeInForce

# What is tried once is no stop
rules TIF-3
AAPL 100
a: buy 1 AAPL stop_limit 105 106 ioc ! invalid_time_in_force field=timeInForce
b: buy 1 AAPL stop 105 fok ! invalid_time_in_force field=timeInForce

# Outside the core session only limit orders trade
rules EXT-1
AAPL 100
a: buy 1 AAPL market day extended ! invalid_extended_hours field=type
b: buy 1 AAPL stop_limit 105 106 gtc extended ! invalid_extended_hours field=type

# An order for extended hours is day or gtc
rules EXT-2
AAPL 100
a: buy 1 AAPL limit 100 ioc extended ! invalid_extended_hours field=timeInForce

# Crypto needs no extended hours
rules EXT-3
BTC/USD 60000
a: buy 1 BTC/USD limit 60000 day extended ! invalid_extended_hours field=extendedHours
`;

export const CLASSES = `
# A simple order has no exits
rules CLS-1
AAPL 100
a: buy 1 AAPL market day simple profit 110 ! invalid_order_class field=orderClass

# A bracket has both exits
rules CLS-2
AAPL 100
a: buy 1 AAPL market day bracket profit 110 ! invalid_order_class field=stopLoss
b: buy 1 AAPL market day bracket loss 95 ! invalid_order_class field=takeProfit

# An OTO has one exit
rules CLS-3
AAPL 100
a: buy 1 AAPL market day oto profit 110 loss 95 ! invalid_order_class field=takeProfit
b: buy 1 AAPL market day oto ! invalid_order_class field=stopLoss

# An OCO is of type limit, and its limit is its profit
rules CLS-4
AAPL 100
p: buy 1 AAPL market day
a: sell 1 AAPL market day oco profit 110 loss 95 ! invalid_order_class field=type
b: sell 1 AAPL limit 111 day oco profit 110 loss 95 ! invalid_price field=limitPrice observed=111 limit=110
c: sell 1 AAPL limit 110 day oco profit 110 loss 95
= c new 0/1

# Groups are good for day or gtc
rules CLS-5
AAPL 100
a: buy 1 AAPL market ioc bracket profit 110 loss 95 ! invalid_time_in_force field=timeInForce
b: buy 1 AAPL limit 99 opg oto loss 95 ! invalid_time_in_force field=timeInForce

# Groups work in the core session only
rules CLS-6
AAPL 100
a: buy 1 AAPL limit 99 day extended bracket profit 110 loss 95 ! invalid_extended_hours field=extendedHours

# Crypto takes simple orders only
rules CLS-7
BTC/USD 60000
a: buy 1 BTC/USD limit 59000 gtc bracket profit 70000 loss 50000 ! invalid_order_class field=orderClass

# No group begins with a trailing stop
rules CLS-8
AAPL 100
a: buy 1 AAPL trailing_stop 5 day oto loss 90 ! invalid_order_class field=type
`;

export const PRICES = `
# Each type names its own prices
rules PRC-1
AAPL 100
a: buy 1 AAPL limit 99 day with limitPrice=none ! invalid_price field=limitPrice
b: buy 1 AAPL stop 105 day with stopPrice=none ! invalid_price field=stopPrice
c: buy 1 AAPL stop_limit 105 106 day with limitPrice=none ! invalid_price field=limitPrice

# No type takes a price that it has no use for
rules PRC-2
AAPL 100
a: buy 1 AAPL market day with limitPrice=99 ! invalid_price field=limitPrice
b: buy 1 AAPL limit 99 day with stopPrice=105 ! invalid_price field=stopPrice

# A price is more than nothing and not beyond all bounds
rules PRC-3
AAPL 100
a: buy 1 AAPL limit 0 day ! invalid_price field=limitPrice
b: buy 1 AAPL limit 1000000000.01 day ! invalid_price field=limitPrice observed=1000000000.01 limit=1000000000

# Prices keep their steps, a cent from a dollar on and finer below
rules PRC-4
AAPL 100
a: buy 1 AAPL limit 99.005 day ! invalid_price field=limitPrice observed=99.005 limit=0.01
b: buy 1 AAPL limit 0.9999 day
= b new 0/1
c: buy 1 AAPL market day bracket profit 110.001 loss 95 ! invalid_price field=takeProfit.limitPrice observed=110.001 limit=0.01
d: buy 1 AAPL market day bracket profit 110 loss 95 limit 94.999 ! invalid_price field=stopLoss.limitPrice observed=94.999 limit=0.01

# A trail is an amount or a percentage
rules TRL-1
AAPL 100
a: buy 1 AAPL trailing_stop 5 day with trailPercent=5 ! invalid_price field=trailPrice
b: buy 1 AAPL trailing_stop 5 day with trailPrice=none ! invalid_price field=trailPercent

# Nothing else has a trail
rules TRL-2
AAPL 100
a: buy 1 AAPL stop 105 day with trailPrice=5 ! invalid_price field=trailPrice

# A trail in percent lies between nothing and all of it
rules TRL-3
AAPL 100
a: sell 1 AAPL trailing_stop 0% day ! invalid_price field=trailPercent observed=0 limit=100
b: sell 1 AAPL trailing_stop 100% day ! invalid_price field=trailPercent observed=100 limit=100
c: sell 1 AAPL trailing_stop 1.234% day ! invalid_price field=trailPercent

# A trail in money keeps the steps of a price
rules TRL-4
AAPL 100
a: buy 1 AAPL trailing_stop 5.001 day ! invalid_price field=trailPrice observed=5.001 limit=0.01

# A sale trails by less than the price
rules TRL-5
AAPL 100
p: buy 1 AAPL market day
a: sell 1 AAPL trailing_stop 100 day ! invalid_price field=trailPrice observed=100 limit=100

# A stop lies ahead of the market
rules STP-1
AAPL 100
a: buy 1 AAPL stop 100 day ! stop_price_wrong_side field=stopPrice observed=100 limit=100
b: sell 1 AAPL stop_limit 101 100 day ! stop_price_wrong_side field=stopPrice observed=101 limit=100
p: buy 1 AAPL market day
c: sell 1 AAPL oco profit 120 loss 110 day ! stop_price_wrong_side field=stopLoss.stopPrice observed=110 limit=100

# The exits lie on the sides of gain and loss
rules LEG-1
AAPL 100
a: buy 1 AAPL limit 99 day bracket profit 95 loss 110 ! invalid_price field=takeProfit.limitPrice observed=95 limit=110.01
p: buy 1 AAPL market day
b: sell 1 AAPL oco profit 95 loss 95 day ! invalid_price field=takeProfit.limitPrice observed=95 limit=95.01

# Each exit lies at least a cent from its entry
rules LEG-2
AAPL 100
a: buy 1 AAPL limit 99 day bracket profit 99 loss 95 ! invalid_price field=takeProfit.limitPrice observed=99 limit=99.01
b: buy 1 AAPL limit 99 day oto loss 99 ! invalid_price field=stopLoss.stopPrice observed=99 limit=98.99
c: buy 1 AAPL market day oto profit 100 ! invalid_price field=takeProfit.limitPrice observed=100 limit=100.01
`;

export const OWN_ORDERS = `
# An order that could trade with one's own is refused
rules WSH-1
AAPL 100
p: buy 10 AAPL market day
a: buy 5 AAPL limit 99 gtc
b: sell 5 AAPL market day ! wash_trade field=side limit=99 by=a
c: sell 5 AAPL limit 99 gtc ! wash_trade field=limitPrice observed=99 limit=99 by=a
d: sell 5 AAPL limit 99.01 gtc
= d filled 5/5: 5 @ 99.99
e: sell 2 AAPL stop 95 gtc ! wash_trade field=side limit=99 by=a

# Members of a group are exempt from the guard
rules WSH-2
AAPL 100
a: buy 10 AAPL market gtc bracket profit 110 loss 95
b: buy 5 AAPL market day
= b filled 5/5: 5 @ 100.01

# What other orders hold is not sold twice
rules POS-1
AAPL 100
p: buy 10 AAPL market day
a: sell 8 AAPL limit 110 gtc
b: sell 3 AAPL limit 111 gtc ! insufficient_quantity field=quantity observed=3 limit=2 headroom=2 by=a
c: sell 2 AAPL limit 111 gtc
= AAPL 10 held 10

# Without the right to sell short nothing is sold that is not there
rules SHT-1
AAPL 100
a: sell 1 AAPL market day ! short_not_allowed field=quantity observed=1 limit=0 headroom=0

# What cannot be borrowed is not sold short, crypto never
rules SHT-2
account shorting
TSLA 100
BTC/USD 60000
a: sell 1 TSLA market day ! not_shortable field=symbol observed=1 limit=0 headroom=0
b: sell 1 BTC/USD limit 61000 gtc ! not_shortable field=symbol observed=1 limit=0 headroom=0

# A short sale is for whole shares
rules SHT-3
account shorting
AAPL 100
a: sell 0.5 AAPL market day ! fractional_short field=quantity
b: sell $100 AAPL market day ! fractional_short field=notional

# A short position is covered in whole shares
rules SHT-4
account shorting
AAPL 100
p: sell 10 AAPL market day
a: buy 0.5 AAPL market day ! fractional_short field=quantity
b: buy $100 AAPL market day ! fractional_short field=notional

# No order carries a position through zero
rules ZRO-1
account shorting
AAPL 100
p: buy 10 AAPL market day
a: sell 15 AAPL market day ! crosses_zero field=quantity observed=15 limit=10 headroom=10
b: sell 10 AAPL market day
c: sell 5 AAPL market day
d: buy 6 AAPL market day ! crosses_zero field=quantity observed=6 limit=5 headroom=5
e: buy 3 AAPL limit 90 gtc
f: buy 3 AAPL limit 91 gtc ! crosses_zero field=quantity observed=3 limit=2 headroom=2 by=e

# From flat no orders are open in both directions
rules ZRO-2
account shorting
AAPL 100
a: buy 1 AAPL limit 90 gtc
b: sell 1 AAPL limit 110 gtc ! opposite_side_open field=side by=a

# A bracket does not begin with an order that reduces
rules GRP-1
account shorting
AAPL 100
p: buy 10 AAPL market day
a: sell 5 AAPL market day bracket profit 90 loss 110 ! not_an_entry field=orderClass observed=10

# An OCO needs a position and never closes more than it
rules GRP-2
AAPL 100
a: sell 5 AAPL oco profit 110 loss 95 day ! not_an_exit field=orderClass observed=0
p: buy 5 AAPL market day
b: sell 6 AAPL oco profit 110 loss 95 day ! insufficient_quantity field=quantity observed=6 limit=5 headroom=5

# An OCO does not cover more than is short
rules GRP-2
account shorting
AAPL 100
p: sell 5 AAPL market day
a: buy 6 AAPL oco profit 90 loss 105 day ! crosses_zero field=quantity observed=6 limit=5 headroom=5
`;

export const LIMITS_AND_MONEY = `
# One order is worth so much at most
rules RSK-1
account max_order_value=1000
AAPL 100
a: buy 11 AAPL limit 95 gtc ! max_order_value observed=1045 limit=1000 headroom=1000
b: buy 10 AAPL limit 100 gtc
= b new 0/10

# A position is worth so much at most, resting orders counted
rules RSK-2
account max_position_value=1000
AAPL 100
a: buy 5 AAPL limit 99 gtc
b: buy 6 AAPL limit 99 gtc ! max_position_value observed=1089 limit=1000 headroom=505

# So many orders are open at most, exits counted
rules RSK-3, RSK-7
account max_open_orders=2
AAPL 100
a: buy 1 AAPL limit 99 gtc bracket profit 110 loss 95 ! max_open_orders observed=3 limit=2 headroom=2
b: buy 1 AAPL limit 99 gtc
c: buy 1 AAPL limit 98 gtc
d: buy 1 AAPL limit 97 gtc ! max_open_orders observed=3 limit=2 headroom=0
cancel c
e: buy 1 AAPL limit 97 gtc
= e new 0/1

# So many orders come in a minute at most
rules RSK-4, RSK-7
account max_orders_per_minute=2
AAPL 100
a: buy 1 AAPL market day
b: buy 1 AAPL market day
c: buy 1 AAPL market day ! max_orders_per_minute observed=3 limit=2 headroom=0
at 10:01:01 AAPL 100
d: buy 1 AAPL market day
= d filled 1/1: 1 @ 100.01

# After so much loss in a day nothing is added, and what reduces passes
rules RSK-5, RSK-6
account max_daily_loss=100
AAPL 100
p: buy 10 AAPL market day
AAPL 89
a: buy 1 AAPL market day ! max_daily_loss observed=110.1 limit=100 headroom=0
b: sell 5 AAPL market day
= b filled 5/5: 5 @ 88.99

# What reduces a position passes when the position is too large
rules RSK-6
account max_position_value=1000
AAPL 90
p: buy 11 AAPL market day
AAPL 200
a: buy 1 AAPL market day ! max_position_value observed=2400.12 limit=1000 headroom=0
b: sell 5 AAPL market day
= b filled 5/5: 5 @ 199.99

# A buy is covered by free money
rules FND-1
account cash=1000
AAPL 100
a: buy 5 AAPL limit 99 gtc
b: buy 6 AAPL limit 99 gtc ! insufficient_funds observed=594 limit=505 headroom=505
c: buy 10 AAPL market day ! insufficient_funds observed=1040.104 limit=505 headroom=505

# A short sale is covered by its margin
rules FND-2
account cash=1000 shorting
AAPL 100
a: sell 10 AAPL market day ! insufficient_funds observed=1030.103 limit=1000 headroom=1000
b: sell 9 AAPL limit 100 day
= money 1000 held 927.0927 free 72.9073
`;

export const REPLACING_AND_CLOSING = `
# What is closed is not replaced, nor what the venue has not answered
rules RPL-1
AAPL 100
a: buy 1 AAPL market day
b: replace a quantity 2 ! not_replaceable
wire down
c: buy 1 AAPL limit 99 gtc
d: replace c limit 98 ! not_replaceable

# Only prices that the type has can change
rules RPL-2
AAPL 100
a: buy 1 AAPL limit 99 gtc
b: replace a stop 95 ! not_changeable field=stopPrice
p: buy 5 MSFT limit 1 gtc
c: buy 1 AAPL trailing_stop 5 gtc
d: replace c trail 5% ! not_changeable field=trailPercent
e: replace c limit 99 ! not_changeable field=limitPrice

# A fractional quantity does not change
rules RPL-3
AAPL 100
a: buy 1.5 AAPL limit 99 day
b: replace a quantity 2.5 ! not_changeable field=quantity
c: buy $100 AAPL limit 99 day
d: replace c quantity 1 ! not_changeable field=quantity

# The new quantity is more than is filled
rules RPL-4
AAPL 100
a: buy 10 AAPL limit 99 gtc
AAPL 98.9 98.95 size 4
b: replace a quantity 4 ! below_filled field=quantity observed=4 limit=4
= a partially_filled 4/10: 4 @ 98.95

# A replacement changes something
rules RPL-5
AAPL 100
a: buy 10 AAPL limit 99 gtc
b: replace a limit 99 quantity 10 ! unchanged
= a new 0/10

# A group keeps its quantity and its time
rules RPL-6
AAPL 100
a: buy 10 AAPL limit 99 gtc bracket profit 110 loss 95
b: replace a quantity 5 ! not_changeable field=quantity
c: replace a.loss day ! not_changeable field=timeInForce

# An exit moves up to the other one
rules RPL-7
AAPL 100
a: buy 10 AAPL market gtc bracket profit 110 loss 95
b: replace a.profit limit 95 ! invalid_price field=limitPrice observed=95 limit=95.01
= a.profit new 0/10

# A replacement of what was filled meanwhile is too late
rules RPL-8
AAPL 100
a: buy 10 AAPL limit 99 gtc
wire down
b: replace a limit 98
AAPL 98
wire up
= b rejected (too_late_to_replace) 0/10

# There is a position to close
rules CPS-1
AAPL 100
c: close AAPL ! not_found reason=no_position field=symbol

# The part that is closed is a part of it
rules CPS-2
AAPL 100
p: buy 10 AAPL market day
a: close AAPL 11 ! invalid reason=insufficient_quantity field=quantity
b: close AAPL 0 ! invalid reason=invalid_quantity field=quantity
c: close AAPL 101% ! invalid reason=invalid_quantity field=percentage

# A percentage that comes to no whole share is refused
rules CPS-3
NVDA 100
p: buy 3 NVDA market day
c: close NVDA 30% ! invalid reason=invalid_quantity field=percentage

# What open orders are to close is not closed twice
rules CPS-4
AAPL 100
p: buy 10 AAPL market day
a: sell 8 AAPL limit 110 gtc
c: close AAPL ! conflict reason=insufficient_quantity by=a

# The venue may refuse an order, and it holds nothing then
rules VEN-1
AAPL 100
wire refusing
a: buy 10 AAPL limit 99 gtc
= a rejected (venue_rejected) 0/10
= money 100000 free 100000

# An order that never arrived is given up after a minute
rules DSP-1
AAPL 100
wire cut
a: buy 10 AAPL limit 99 gtc
= a pending_new 0/10 sending
wire up
unanswered 11
= a pending_new 0/10 unknown
unanswered 61
= a canceled (never_arrived) 0/10
= money 100000 free 100000
`;
