-- Up Migration
-- A wrong current password on "change password" is counted apart from failed sign-ins, so that it blocks nobody's way in.
alter table security_event drop constraint security_event_kind_check;
alter table security_event add constraint security_event_kind_check check (kind in
  ('sign_in_failed', 'sign_in_limited', 'password_refused', 'password_limited', 'key_refused', 'session_refused'));

-- Down Migration
delete from security_event where kind in ('password_refused', 'password_limited');
alter table security_event drop constraint security_event_kind_check;
alter table security_event add constraint security_event_kind_check check (kind in
  ('sign_in_failed', 'sign_in_limited', 'key_refused', 'session_refused'));
