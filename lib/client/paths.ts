/** Where each resource of the API lives; the one place in the browser that writes addresses. */
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import type { OrderClass, OrderType, TimeInForce } from "#lib/domain/orders/order.ts";

export type QueryValue = string | number | boolean | null | undefined;
export type Query = { readonly [name: string]: QueryValue };

const ROOT = "/api/v1";

/** What is absent or empty is left out, so that one address stands for one question. */
export function withQuery(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  if (given.length === 0) return path;
  return `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

const list =
  <Filter extends Query>(name: string) =>
  (query: Filter) =>
    withQuery(`${ROOT}/${name}`, query);
const one = (name: string, id: string, rest = "") => `${ROOT}/${name}/${encodeURIComponent(id)}${rest}`;

export interface PageQuery extends Query {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

export interface AccountQuery extends Query {
  readonly accountId: string;
}

export interface DayQuery extends Query {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface OrderCountsFilter extends AccountQuery, DayQuery {
  readonly symbol?: string | undefined;
  readonly side?: "buy" | "sell" | undefined;
  readonly source?: string | undefined;
  /** Exits under their parents instead of rows of their own. */
  readonly nested?: "true" | undefined;
}

export interface OrdersFilter extends OrderCountsFilter, PageQuery {
  readonly tab?: "open" | "filled" | "canceled" | "rejected" | "closed" | "all" | undefined;
  /** One status within the tab. */
  readonly status?: string | undefined;
  readonly clientOrderId?: string | undefined;
}

export interface ExecutionsFilter extends AccountQuery, PageQuery, DayQuery {
  readonly orderId?: string | undefined;
  readonly symbol?: string | undefined;
  readonly side?: "buy" | "sell" | undefined;
}

export interface PreviewQuery extends AccountQuery {
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly quantity?: string | undefined;
  readonly notional?: string | undefined;
  readonly limitPrice?: string | undefined;
  readonly stopPrice?: string | undefined;
  readonly trailPrice?: string | undefined;
  readonly trailPercent?: string | undefined;
  readonly extendedHours?: "true" | undefined;
  readonly orderClass?: OrderClass | undefined;
  readonly takeProfitLimitPrice?: string | undefined;
  readonly stopLossStopPrice?: string | undefined;
  readonly stopLossLimitPrice?: string | undefined;
}

export interface BarsFilter extends Query {
  readonly symbol: string;
  readonly interval: "1m" | "5m" | "15m" | "1h" | "1d";
  readonly before?: string | undefined;
  readonly limit?: number | undefined;
}

export interface PerformanceFilter extends AccountQuery {
  readonly from?: string | undefined;
  readonly asOf?: string | undefined;
  readonly method?: LotMethod | undefined;
  readonly knownAt?: string | undefined;
  readonly series?: "drawn" | undefined;
}

export interface FactsBehindFilter extends AccountQuery, PageQuery {
  readonly explain: string;
  readonly from?: string | undefined;
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
}

export interface ActivitiesFilter extends AccountQuery, PageQuery, DayQuery {
  readonly type?: string | undefined;
  readonly symbol?: string | undefined;
  readonly importId?: string | undefined;
}

/** Whose imports: an account's activities, or closing prices. */
export type ImportScope =
  | { readonly kind: "activities"; readonly accountId: string }
  /** Without an account: everybody's, for administrators. */
  | { readonly kind: "prices"; readonly accountId?: string | undefined };

export interface ImportRowsFilter extends PageQuery {
  readonly show?: "accepted" | "duplicate" | "refused" | "warnings" | undefined;
}

export interface AuditFilter extends PageQuery, DayQuery {
  readonly actorId?: string | undefined;
  readonly action?: string | undefined;
  readonly entityType?: string | undefined;
  readonly entityId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly requestId?: string | undefined;
}

const importsAt = (scope: ImportScope) =>
  scope.kind === "prices" ? `${ROOT}/prices/imports` : one("accounts", scope.accountId, "/imports");
const importAt = (scope: ImportScope, id: string) => `${importsAt(scope)}/${encodeURIComponent(id)}`;

export const paths = {
  accounts: list<PageQuery & { readonly all?: "true" | undefined }>("accounts"),
  account: (id: string) => one("accounts", id),
  positions: list<AccountQuery & { readonly status?: "open" | "all" | undefined }>("positions"),
  lots: list<
    AccountQuery & PageQuery & { readonly symbol?: string | undefined; readonly status?: "open" | "all" | undefined }
  >("lots"),
  orders: list<OrdersFilter>("orders"),
  submitOrder: () => `${ROOT}/orders`,
  order: (id: string) => one("orders", id),
  orderStory: (id: string) => one("orders", id, "/story"),
  orderCounts: list<OrderCountsFilter>("orders/counts"),
  orderPreview: list<PreviewQuery>("orders/preview"),
  cancelAllOrders: () => `${ROOT}/orders/cancel-all`,
  closePosition: (symbol: string) => one("positions", symbol, "/close"),
  closeAllPositions: () => `${ROOT}/positions/close-all`,
  calendar: list<DayQuery>("calendar"),
  sessionMode: () => `${ROOT}/calendar/mode`,
  sessionOverride: (day: string) => one("calendar/overrides", day),
  lotAssignments: (id: string, closingId?: string) => withQuery(one("accounts", id, "/lot-assignments"), { closingId }),
  lotMethod: (id: string) => one("accounts", id, "/lot-method"),
  benchmark: (id: string) => one("accounts", id, "/benchmark"),
  accountTrading: (id: string) => one("accounts", id, "/trading"),
  executions: list<ExecutionsFilter>("executions"),
  journals: list<
    AccountQuery & PageQuery & { readonly orderId?: string | undefined; readonly journalId?: string | undefined }
  >("journals"),
  portfolio: list<AccountQuery>("portfolio"),
  performance: ({ accountId, ...query }: PerformanceFilter) =>
    withQuery(one("accounts", accountId, "/performance"), query),
  factsBehind: ({ accountId, ...query }: FactsBehindFilter) =>
    withQuery(one("accounts", accountId, "/performance/facts"), query),
  equity: list<AccountQuery & { readonly range: string }>("portfolio/equity"),
  deposits: () => `${ROOT}/deposits`,
  corporateActions: list<PageQuery>("corporate-actions"),
  corporateActionPreview: list<{ readonly symbol: string }>("corporate-actions/preview"),
  corporateActionTakeBack: (id: string) => one("corporate-actions", id, "/take-back"),
  withdrawCorporateAction: (id: string) => one("corporate-actions", id, "/withdraw"),
  activities: list<ActivitiesFilter>("activities"),
  activity: (id: string) => one("activities", id),
  addActivity: () => `${ROOT}/activities`,
  reverseActivity: (id: string) => one("activities", id, "/reverse"),
  exportActivities: (accountId: string, format: "csv" | "json") =>
    withQuery(one("accounts", accountId, "/export"), { format }),
  imports: (scope: ImportScope, page: PageQuery = {}) =>
    withQuery(importsAt(scope), scope.kind === "prices" ? { accountId: scope.accountId, ...page } : page),
  /** Whose a new one becomes stands in its body. */
  addImport: importsAt,
  import: importAt,
  importRows: (scope: ImportScope, id: string, query: ImportRowsFilter) =>
    withQuery(`${importAt(scope, id)}/rows`, query),
  importStep: (scope: ImportScope, id: string, step: "publish" | "undo") => `${importAt(scope, id)}/${step}`,
  riskLimits: list<AccountQuery>("risk-limits"),
  setRiskLimit: () => `${ROOT}/risk-limits`,
  breaches: list<AccountQuery & PageQuery>("breaches"),
  halts: list<PageQuery & { readonly inForce?: boolean | undefined }>("halts"),
  setHalt: () => `${ROOT}/halts`,
  liftHalt: (id: string) => one("halts", id, "/lift"),
  cancelHalted: (id: string) => one("halts", id, "/cancel-orders"),
  workingOrders: list<{ readonly accountId?: string | undefined }>("halts/working-orders"),
  tradingStatus: list<AccountQuery>("trading-status"),
  flags: () => `${ROOT}/flags`,
  flag: (key: string) => one("flags", key),
  instruments: list<PageQuery & { readonly search?: string | undefined; readonly assetClass?: string | undefined }>(
    "instruments",
  ),
  quotes: list<{ readonly symbols?: string | undefined }>("quotes"),
  bars: list<BarsFilter>("bars"),
  auditEvents: list<AuditFilter>("audit-events"),
  auditEvent: (id: string) => one("audit-events", id),
  jobs: list<PageQuery & { readonly queue?: string | undefined; readonly state?: string | undefined }>("jobs"),
  proof: () => `${ROOT}/proof`,
  queues: () => `${ROOT}/jobs/queues`,
  redriveJob: (id: string) => one("jobs", id, "/redrive"),
  users: list<PageQuery>("users"),
  user: (id: string, part: "role" | "status" | "sessions" | "password-link") => one("users", id, `/${part}`),
  apiKeys: list<PageQuery & { readonly all?: "true" | undefined }>("api-keys"),
  apiKey: (id: string) => one("api-keys", id),
  sessions: () => `${ROOT}/sessions`,
  session: (id: string) => one("sessions", id),
  me: () => `${ROOT}/me`,
  stream: list<{ readonly accountId?: string | undefined; readonly lastEventId?: string | undefined }>("stream"),
  health: () => "/api/health",
} as const;
