// The call of the README, ready to be pasted, with the key's own beginning in place of the key.

export interface CurlSample {
  readonly origin: string;
  readonly prefix: string;
  /** Null where the person has no account yet. */
  readonly accountId: string | null;
  /** A key that may only read asks for the orders instead of placing one. */
  readonly trades: boolean;
}

export function curlSample({ origin, prefix, accountId, trades }: CurlSample): string {
  const account = accountId ?? "YOUR-ACCOUNT-ID";
  const key = `-H "Authorization: Bearer $BALLAST_KEY"`;
  const secret = `export BALLAST_KEY=${prefix}_…   # the whole key, as it was shown once`;
  if (!trades) return `${secret}\ncurl ${key} \\\n  "${origin}/api/v1/orders?accountId=${account}"`;
  const order = { accountId: account, symbol: "AAPL", side: "buy", type: "market", timeInForce: "day", quantity: "1" };
  return [
    secret,
    `curl ${key} \\`,
    `  -H "Content-Type: application/json" -H "Idempotency-Key: $(node -p 'crypto.randomUUID()')" \\`,
    `  -d '${JSON.stringify(order)}' \\`,
    `  ${origin}/api/v1/orders`,
  ].join("\n");
}
