/** One valid call of every operation of the API, for tests that try each of them; one without a sample fails them. */

/** What a sample may point at: all of it belongs to the same person. */
export interface SampleIds {
  readonly accountId: string;
  readonly orderId: string;
  readonly cancelableOrderId: string;
  readonly haltId: string;
  readonly keyId: string;
  readonly sessionId: string;
  readonly auditEventId: string;
  readonly userId: string;
  /** Of an account without a halt. */
  readonly quietAccountId: string;
}

export interface SampleCall {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** It asks for what belongs to one person; nobody else gets it, not even its existence. */
  readonly personal?: true;
  /** What its own owner may hear besides a success, where the sample cannot be carried out in earnest. */
  readonly otherwise?: number;
}

const FAR = "01890a5d-ac96-774b-bcce-b302099a8057";

export function sampleCalls(ids: SampleIds): { readonly [operation: string]: SampleCall } {
  const { accountId, orderId, haltId, keyId, sessionId, userId } = ids;
  const ofAccount = { query: { accountId }, personal: true } as const;
  const ticket = { accountId, symbol: "AAPL", side: "buy", type: "limit", quantity: "1", limitPrice: "1.00" };
  const reason = "A sample";
  const importOfAccount = { params: { id: accountId, importId: FAR }, personal: true } as const;
  const priceImport = { params: { importId: FAR }, personal: true, otherwise: 404 } as const;
  return {
    "GET /api/v1/accounts": {},
    "POST /api/v1/accounts": { body: { name: "Another", cash: "10.00" } },
    "GET /api/v1/accounts/{id}": { params: { id: accountId }, personal: true },
    "PUT /api/v1/accounts/{id}/benchmark": {
      ...{ params: { id: accountId }, body: { symbol: null, version: 999 }, personal: true },
      otherwise: 409,
    },
    "GET /api/v1/accounts/{id}/export": { params: { id: accountId }, personal: true },
    "GET /api/v1/accounts/{id}/imports": { params: { id: accountId }, personal: true },
    "POST /api/v1/accounts/{id}/imports": {
      params: { id: accountId },
      body: { content: "date,type,amount\n2024-01-02,DEPOSIT,1.00\n", dryRun: true },
      personal: true,
    },
    "GET /api/v1/accounts/{id}/imports/{importId}": { ...importOfAccount, otherwise: 404 },
    "DELETE /api/v1/accounts/{id}/imports/{importId}": { ...importOfAccount, otherwise: 404 },
    "GET /api/v1/accounts/{id}/imports/{importId}/rows": { ...importOfAccount, otherwise: 404 },
    "POST /api/v1/accounts/{id}/imports/{importId}/publish": { ...importOfAccount, body: {}, otherwise: 404 },
    "POST /api/v1/accounts/{id}/imports/{importId}/undo": { ...importOfAccount, body: { reason }, otherwise: 404 },
    "GET /api/v1/accounts/{id}/lot-assignments": {
      ...{ params: { id: accountId }, query: { closingId: FAR }, personal: true },
      otherwise: 404,
    },
    "PUT /api/v1/accounts/{id}/lot-assignments": {
      ...{ params: { id: accountId }, body: { closingId: FAR, takes: [] }, personal: true },
      otherwise: 404,
    },
    "PUT /api/v1/accounts/{id}/lot-method": {
      ...{ params: { id: accountId }, body: { method: "lifo", version: 999, reason }, personal: true },
      otherwise: 409,
    },
    "PUT /api/v1/accounts/{id}/members/{userId}": {
      params: { id: accountId, userId },
      body: { role: "owner" },
      personal: true,
    },
    "GET /api/v1/accounts/{id}/performance": { params: { id: accountId }, personal: true },
    "GET /api/v1/accounts/{id}/performance/facts": {
      ...{ params: { id: accountId }, query: { explain: "totals.realised" }, personal: true },
    },
    "PUT /api/v1/accounts/{id}/trading": {
      params: { id: accountId },
      body: {
        multiplier: 2,
        shorting: true,
        allowCrossZero: false,
        slippage: { kind: "none", value: "0" },
        commission: { kind: "default", value: "0", minimum: "0" },
        version: 1,
        reason,
      },
    },
    "GET /api/v1/activities": ofAccount,
    "POST /api/v1/activities": {
      body: { accountId, type: "deposit", date: "2024-01-02", amount: "1.00" },
      personal: true,
    },
    "GET /api/v1/activities/{id}": { params: { id: FAR }, personal: true, otherwise: 404 },
    "POST /api/v1/activities/{id}/reverse": { params: { id: FAR }, body: { reason }, personal: true, otherwise: 404 },
    "GET /api/v1/api-keys": {},
    "POST /api/v1/api-keys": { body: { name: "Another", scopes: ["read"] } },
    "DELETE /api/v1/api-keys/{keyId}": { params: { keyId }, personal: true },
    "GET /api/v1/audit-events": {},
    "GET /api/v1/audit-events/{id}": { params: { id: ids.auditEventId } },
    "GET /api/v1/bars": { query: { symbol: "AAPL" } },
    "GET /api/v1/breaches": ofAccount,
    "GET /api/v1/calendar": {},
    "PUT /api/v1/calendar/mode": { body: { mode: "always", version: 1, reason }, otherwise: 409 },
    "PUT /api/v1/calendar/overrides/{day}": {
      params: { day: "2999-01-04" },
      body: { kind: "closed", version: 0, reason },
      otherwise: 409,
    },
    "DELETE /api/v1/calendar/overrides/{day}": {
      params: { day: "2999-01-04" },
      body: { version: 1, reason },
      otherwise: 409,
    },
    "POST /api/v1/deposits": { body: { accountId, amount: "1.00" }, personal: true },
    "GET /api/v1/executions": ofAccount,
    "GET /api/v1/flags": {},
    "PUT /api/v1/flags/{key}": {
      params: { key: "trading.notional_orders" },
      body: { enabled: true, version: 1, reason },
    },
    "GET /api/v1/corporate-actions": {},
    "POST /api/v1/corporate-actions": {
      body: { symbol: "AAPL", kind: "cash_dividend", exDay: "2199-01-02", amount: "0.25", reason },
    },
    "GET /api/v1/corporate-actions/preview": { query: { symbol: "AAPL" } },
    "GET /api/v1/corporate-actions/{id}/take-back": { params: { id: FAR }, otherwise: 404 },
    "POST /api/v1/corporate-actions/{id}/take-back": { params: { id: FAR }, body: { reason }, otherwise: 404 },
    "POST /api/v1/corporate-actions/{id}/withdraw": { params: { id: FAR }, body: { reason }, otherwise: 404 },
    "GET /api/v1/halts": {},
    "POST /api/v1/halts": { body: { accountId: ids.quietAccountId, reason }, personal: true },
    "POST /api/v1/halts/{id}/cancel-orders": { params: { id: haltId }, personal: true },
    "POST /api/v1/halts/{id}/lift": { params: { id: haltId }, body: { reason }, personal: true },
    "GET /api/v1/halts/working-orders": ofAccount,
    "GET /api/v1/instruments": {},
    "GET /api/v1/jobs": {},
    "POST /api/v1/jobs/{id}/redrive": { params: { id: FAR }, body: { reason }, otherwise: 404 },
    "GET /api/v1/jobs/queues": {},
    "GET /api/v1/journals": ofAccount,
    "GET /api/v1/lots": ofAccount,
    "GET /api/v1/me": {},
    "PUT /api/v1/me/password": {
      body: { currentPassword: "not the password", newPassword: "another long one" },
      otherwise: 400,
    },
    "PUT /api/v1/me/preferences": { body: { theme: "dark" } },
    "GET /api/v1/orders": ofAccount,
    // Refused while the account is halted, and recorded all the same.
    "POST /api/v1/orders": { body: ticket, personal: true, otherwise: 422 },
    "GET /api/v1/orders/{id}": { params: { id: orderId }, personal: true },
    "DELETE /api/v1/orders/{id}": { params: { id: ids.cancelableOrderId }, personal: true },
    "GET /api/v1/orders/{id}/story": { params: { id: orderId }, personal: true },
    "POST /api/v1/orders/cancel-all": { body: { accountId }, personal: true },
    "GET /api/v1/orders/counts": ofAccount,
    "GET /api/v1/orders/preview": { query: ticket, personal: true },
    "POST /api/v1/ping": { body: { note: "A sample" } },
    "GET /api/v1/portfolio": ofAccount,
    "GET /api/v1/portfolio/equity": ofAccount,
    "PATCH /api/v1/orders/{id}": {
      params: { id: orderId },
      body: { limitPrice: "1.01" },
      personal: true,
      otherwise: 422,
    },
    "POST /api/v1/positions/{symbol}/close": {
      ...{ params: { symbol: "AAPL" }, body: { accountId }, personal: true },
      otherwise: 404,
    },
    "POST /api/v1/positions/close-all": { body: { accountId }, personal: true },
    "GET /api/v1/positions": ofAccount,
    "GET /api/v1/prices/imports": ofAccount,
    "POST /api/v1/prices/imports": {
      body: { accountId, basis: "asTraded", content: "symbol,date,close\nXYZ,2024-01-02,1.00\n", dryRun: true },
      personal: true,
    },
    "GET /api/v1/prices/imports/{importId}": priceImport,
    "DELETE /api/v1/prices/imports/{importId}": priceImport,
    "GET /api/v1/prices/imports/{importId}/rows": priceImport,
    "POST /api/v1/prices/imports/{importId}/publish": { ...priceImport, body: {} },
    "POST /api/v1/prices/imports/{importId}/undo": { ...priceImport, body: { reason } },
    "GET /api/v1/proof": {},
    "POST /api/v1/proof": {},
    "GET /api/v1/quotes": {},
    "GET /api/v1/risk-limits": ofAccount,
    "PUT /api/v1/risk-limits": {
      body: { accountId, rule: "max_open_orders", value: "9", version: 1, reason },
    },
    "GET /api/v1/sessions": {},
    "DELETE /api/v1/sessions": {},
    "DELETE /api/v1/sessions/{sessionId}": { params: { sessionId }, personal: true },
    "GET /api/v1/stream": ofAccount,
    "GET /api/v1/trading-status": ofAccount,
    "GET /api/v1/users": {},
    "POST /api/v1/users": { body: { email: "another@example.test", name: "Another", role: "viewer" }, otherwise: 409 },
    "GET /api/v1/users/{userId}": { params: { userId } },
    "POST /api/v1/users/{userId}/password-link": { params: { userId } },
    "PUT /api/v1/users/{userId}/role": { params: { userId }, body: { role: "admin", version: 1, reason } },
    "DELETE /api/v1/users/{userId}/sessions": { params: { userId } },
    "PUT /api/v1/users/{userId}/status": {
      params: { userId },
      body: { status: "disabled", version: 2, reason },
    },
  };
}

/** The address of a sample, with everything in place. */
export function addressOf(path: string, { params = {}, query }: SampleCall): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? FAR));
  return query === undefined ? filled : `${filled}?${new URLSearchParams(query)}`;
}
