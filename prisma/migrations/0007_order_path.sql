-- Up Migration
-- The order path's functions are in prisma/functions: what may change with every release is put in place after the migrations.

-- Down Migration
drop function if exists venue_book(jsonb);
drop function if exists venue_submit(jsonb);
drop function if exists execution_write(jsonb);
drop function if exists lower_floor(uuid, uuid, numeric);
drop function if exists execution_open(jsonb);
drop function if exists dispatch_acknowledge(jsonb);
drop function if exists dispatch_claim(uuid[], interval);
drop function if exists submit_order_write(jsonb);
drop function if exists store_answer(uuid, text, integer, jsonb, uuid);
drop function if exists insert_audit_events(jsonb);
drop function if exists insert_order_events(jsonb);
drop function if exists submit_order_open(jsonb);
drop function if exists pre_trade_state(account, text, timestamptz);
drop function if exists claim_key(uuid, text, text, bytea);
drop function if exists ensure_account_day(uuid, date);
drop function if exists account_equity(uuid);
drop function if exists active_halt(uuid);
drop function if exists desk_lock_key();
drop function if exists append_order_streams(jsonb);
drop function if exists append_stream_event(uuid, text, uuid, jsonb);
drop function if exists dispatch_claim(uuid, interval);
