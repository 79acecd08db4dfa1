-- Up Migration
-- How many orders an account has sent in the last minute is asked before each new one, and counting them took a third of what deciding it
-- costs. Each order knows its number instead: the difference of two numbers is the count of what came between.
alter table account add column orders_accepted bigint not null default 0;
-- Of a refused order that of the one before it. Orders from before this have none, and count as none: a minute later nobody asks for them.
alter table orders add column accepted_nth bigint;

-- Down Migration
alter table orders drop column accepted_nth;
alter table account drop column orders_accepted;
