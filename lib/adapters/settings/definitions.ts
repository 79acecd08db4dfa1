/** Every environment variable that Ballast reads. `.env.example` is written from this list. */
import {
  aesKey,
  count,
  define,
  networks,
  oneOf,
  optionalText,
  optionalUrl,
  postgresUrl,
  secret,
  text,
} from "./define.ts";

const SERVER = "Server";
const DATABASE = "Database";
const MARKET = "Market";
const SECRETS = "Secrets (generated into the data folder when PostgreSQL is the embedded one)";
const LIMITS = "Limits a minute";
const SESSIONS = "Sessions";
const LOGS = "Logs and errors";
const STORES = "Where limits are counted (PostgreSQL when neither is given)";

const MAKE_SECRET = "openssl rand -base64 32";

export const definitions = {
  PORT: define(SERVER, "Port of the web server.", "3000", count(1, 65_535, 3000)),
  HOST: define(
    SERVER,
    "Address to listen on. Beyond loopback it needs an https BALLAST_URL.",
    "127.0.0.1",
    text("127.0.0.1"),
  ),
  BALLAST_URL: define(
    SERVER,
    "Address under which people open the desk. Left out: http://localhost and the port.",
    "https://desk.example.com",
    optionalUrl(/^https?:\/\/[^\s/]+$/, "is not an address like https://desk.example.com (no path)"),
  ),
  BALLAST_DATA_DIR: define(SERVER, "Folder for secrets, logs and the embedded PostgreSQL.", ".data", text(".data")),
  BALLAST_DEMO: define(
    SERVER,
    "Demo users and accounts. On by default with the embedded PostgreSQL, which serves this machine only.",
    "off",
    oneOf(["on", "off"], "off"),
  ),
  TRUSTED_PROXIES: define(
    SERVER,
    "Addresses (or networks in CIDR) of proxies whose X-Forwarded-For and -Proto are believed, with commas.",
    "10.0.0.0/8",
    networks(),
  ),
  ALLOWED_HOSTS: define(
    SERVER,
    "More host names that requests may ask for, besides localhost and the one in BALLAST_URL, with commas.",
    "desk.internal",
    text(""),
  ),
  MAX_BODY_BYTES: define(SERVER, "Largest request body.", "1048576", count(1024, 104_857_600, 1_048_576)),
  MAX_IMPORT_BYTES: define(
    SERVER,
    "Largest file of activities or prices in a request.",
    "8388608",
    count(1024, 8_388_608, 8_388_608),
  ),

  DATABASE_URL: define(
    DATABASE,
    "PostgreSQL 15 or newer, as the application's role, which owns nothing: directly, or through PgBouncer 1.21 or newer, because statements are prepared under names. Left out: the embedded PostgreSQL 18.",
    "postgresql://ballast_app:…@db.internal:5432/ballast",
    postgresUrl(),
    true,
  ),
  DATABASE_OWNER_URL: define(
    DATABASE,
    "The same database as the role that owns it: migrations and the queue's installation run as this one.",
    "postgresql://ballast_owner:…@db.internal:5432/ballast",
    postgresUrl().optional(),
    true,
  ),
  DATABASE_POOL: define(DATABASE, "Connections that one process keeps at most.", "20", count(2, 200, 20)),

  BALLAST_MARKET: define(
    MARKET,
    "simulated or replay (imported bars as the live market). Fixed at a database's first start.",
    "simulated",
    oneOf(["simulated", "replay"], "simulated"),
  ),
  BALLAST_MARKET_SEED: define(MARKET, "Seed of the simulated market's random walk.", "1", count(1, 2_147_483_647, 1)),
  BALLAST_MARKET_PACE: define(
    MARKET,
    "running: a tick a second. stepped: prices move only when told to, for tests.",
    "running",
    oneOf(["running", "stepped"], "running"),
  ),
  BALLAST_REPLAY_SPEED: define(MARKET, "Replayed seconds in one second.", "3600", count(1, 1_000_000, 3600)),

  NEXTAUTH_SECRET: define(SECRETS, `Seals the session cookie. Make one with: ${MAKE_SECRET}`, "", secret(), true),
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: define(
    SECRETS,
    `Seals forms between page and server; the same for every web process. Make one with: ${MAKE_SECRET}`,
    "",
    aesKey(),
    true,
  ),
  BALLAST_HASH_KEY: define(
    SECRETS,
    `Key of the hashes that stand for personal data in the audit; it must never change. Make one with: ${MAKE_SECRET}`,
    "",
    secret(),
    true,
  ),
  BALLAST_METRICS_TOKEN: define(
    SECRETS,
    `Bearer token of /api/metrics. Make one with: ${MAKE_SECRET}`,
    "",
    secret(),
    true,
  ),

  LIMIT_ANONYMOUS_READS: define(LIMITS, "Reads without credentials, per address.", "60", count(1, 1_000_000, 60)),
  LIMIT_ANONYMOUS_WRITES: define(LIMITS, "Writes without credentials, per address.", "10", count(1, 1_000_000, 10)),
  LIMIT_SIGN_INS: define(
    LIMITS,
    "Failed sign-ins, per address and per account; wrong current passwords of a user who changes theirs.",
    "5",
    count(1, 1_000_000, 5),
  ),
  LIMIT_USER_READS: define(LIMITS, "Reads of a signed-in user.", "600", count(1, 1_000_000, 600)),
  LIMIT_USER_WRITES: define(LIMITS, "Writes of a signed-in user.", "100", count(1, 1_000_000, 100)),
  LIMIT_KEY_REQUESTS: define(LIMITS, "Requests with an API key.", "100", count(1, 1_000_000, 100)),
  LIMIT_USER_STREAMS: define(
    LIMITS,
    "Live streams that one user may hold open at once, in each web process (not a minute).",
    "20",
    count(1, 10_000, 20),
  ),
  LIMIT_PREMIUM_KEY_REQUESTS: define(LIMITS, "Requests with a premium API key.", "1000", count(1, 1_000_000, 1000)),

  REDIS_URL: define(
    STORES,
    "Any Redis.",
    "redis://127.0.0.1:6379",
    optionalUrl(/^rediss?:\/\/\S+$/, "is not an address redis://…"),
    true,
  ),
  UPSTASH_REDIS_REST_URL: define(
    STORES,
    "Upstash's address.",
    "https://name.upstash.io",
    optionalUrl(/^https:\/\/\S+$/, "is not an address https://…"),
  ),
  UPSTASH_REDIS_REST_TOKEN: define(STORES, "Upstash's token.", "…", optionalText(), true),

  SESSION_IDLE_MINUTES: define(
    SESSIONS,
    "A session ends after so long without a request.",
    "720",
    count(1, 43_200, 720),
  ),
  SESSION_MAX_HOURS: define(SESSIONS, "A session ends after so long in any case.", "168", count(1, 8760, 168)),

  LOG_LEVEL: define(
    LOGS,
    "How much is logged.",
    "info",
    oneOf(["fatal", "error", "warn", "info", "debug", "trace", "silent"], "info"),
  ),
  SENTRY_DSN: define(
    LOGS,
    "Errors are sent there when given.",
    "https://…",
    optionalUrl(/^https?:\/\/\S+$/, "is not an address"),
    true,
  ),
} as const;
