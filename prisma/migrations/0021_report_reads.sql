-- Up Migration
-- Every report asks for the splits of its account, of which there are few among many thousand activities.
create index activity_splits on activity (account_id, asset_id, day) where type = 'split';

-- Down Migration
drop index activity_splits;
