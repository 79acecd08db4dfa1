-- Up Migration
-- The order path's functions are in prisma/functions: what may change with every release is put in place after the migrations.

-- Down Migration
