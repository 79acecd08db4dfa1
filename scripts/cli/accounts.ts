/** `accounts`: paper accounts, their money and their people. */
import type { Command } from "commander";
import { type Decimal, toPlain } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId, type UserId } from "#lib/domain/shared/ids.ts";
import { COMMISSION_KINDS, MULTIPLIERS, SLIPPAGE_KINDS } from "#lib/domain/venue/account-terms.ts";
import { deposit } from "#lib/services/accounts/deposit.ts";
import { getAccount } from "#lib/services/accounts/get-account.ts";
import { listAccounts } from "#lib/services/accounts/list-accounts.ts";
import { openAccount } from "#lib/services/accounts/open-account.ts";
import { setTrading } from "#lib/services/accounts/set-trading.ts";
import type { TradingSettings } from "#lib/services/accounts/trading-settings.ts";
import { amount, id, modelOf, oneOf, onOff } from "./arguments.ts";
import { findUser, onDesk } from "./desk.ts";
import { printJson, printTable } from "./print.ts";

interface CreateOptions {
  readonly owner: string;
  readonly cash?: Decimal;
  readonly name?: string;
  readonly kind?: "paper" | "book";
  readonly currency?: string;
  readonly zone?: string;
  readonly json?: true;
}

export function addAccountCommands(program: Command): void {
  const accounts = program.command("accounts").description("open, fund and list paper accounts");
  accounts
    .command("create")
    .description("open a paper account, or a book for a past that is imported")
    .requiredOption("--owner <email>", "whose account it is")
    .option("--kind <paper|book>", "a book has no orders", oneOf(["paper", "book"] as const))
    .option("--currency <code>", "of a book, such as EUR")
    .option(
      "--zone <zone>",
      "of a book: whose days it goes by, such as Europe/Berlin; a paper account's are the venue's",
    )
    .option("--cash <amount>", "opening deposit in US dollars", amount)
    .option("--name <name>", "name to show")
    .option("--json", "print JSON")
    .action(create);
  accounts
    .command("list")
    .description("list all accounts, the newest first")
    .option("--json", "print JSON")
    .action(list);
  accounts
    .command("deposit")
    .description("put money on an account")
    .argument("<id>", "the account's id", id)
    .argument("<amount>", "US dollars", amount)
    .action(put);
  accounts
    .command("trading")
    .description("show how an account may trade, or change it; what is left out stays")
    .argument("<id>", "the account's id", id)
    .option("--multiplier <1|2|4>", "buying power in multiples of equity", oneOf(MULTIPLIERS))
    .option("--shorting <on|off>", "whether it may sell what it does not own", onOff)
    .option("--cross-zero <on|off>", "whether one order may go from long to short, or back", onOff)
    .option("--slippage <model>", "none, per_share:AMOUNT or bps:POINTS", modelOf(SLIPPAGE_KINDS))
    .option(
      "--commission <model>",
      "default, none, alpaca, bps:POINTS or per_share:AMOUNT[:MINIMUM]",
      modelOf(COMMISSION_KINDS),
    )
    .option("--reason <text>", "why, kept for ever in the audit", "Set on the command line")
    .option("--json", "print JSON")
    .action(trading);
}

interface TradingOptions {
  readonly multiplier?: TradingSettings["multiplier"];
  readonly shorting?: boolean;
  readonly crossZero?: boolean;
  readonly slippage?: TradingSettings["slippage"];
  readonly commission?: TradingSettings["commission"];
  readonly reason: string;
  readonly json?: true;
}

async function trading(accountId: string, { reason, json, ...wanted }: TradingOptions): Promise<void> {
  await onDesk(async (desk) => {
    const [ctx, which] = [desk.contextFor(), { accountId: asId<AccountId>(accountId) }];
    const { trading: now, version } = await getAccount({ ctx, input: which });
    const input = {
      multiplier: wanted.multiplier ?? now.multiplier,
      shorting: wanted.shorting ?? now.shorting,
      allowCrossZero: wanted.crossZero ?? now.allowCrossZero,
      slippage: wanted.slippage ?? now.slippage,
      commission: wanted.commission ?? now.commission,
    };
    const account =
      Object.keys(wanted).length === 0
        ? await getAccount({ ctx, input: which })
        : await setTrading({ ctx, input: { ...which, ...input, version, reason } });
    if (json) return printJson({ ...account.trading, credit: account.credit, version: account.version });
    const { multiplier, shorting, allowCrossZero, slippage, commission } = account.trading;
    const rows = [
      ["multiplier", multiplier],
      ["credit", toPlain(account.credit)],
      ["buying power", toPlain(account.buyingPower)],
      ["shorting", shorting ? "on" : "off"],
      ["cross zero", allowCrossZero ? "on" : "off"],
      ["slippage", `${slippage.kind} ${toPlain(slippage.value)}`],
      ["commission", `${commission.kind} ${toPlain(commission.value)}, at least ${toPlain(commission.minimum)}`],
    ];
    printTable([account.name.toUpperCase(), ""], rows);
  });
}

async function create({ owner, cash, json, zone: timeZone, kind, currency, ...rest }: CreateOptions): Promise<void> {
  await onDesk(async (desk) => {
    const user = await findUser(desk, owner);
    const name = rest.name ?? (kind === "book" ? "Book" : "Paper account");
    const input = { name, ownerId: asId<UserId>(user.id), kind, currency, timeZone, cash };
    const account = await openAccount({ ctx: desk.contextFor(), input });
    if (json) return printJson(account);
    console.log(
      `Opened ${account.name} (${account.id}) for ${user.email} with ${toPlain(account.cash)} ${account.currency}, market ${account.marketSource}.`,
    );
  });
}

async function list({ json }: { readonly json?: true }): Promise<void> {
  await onDesk(async (desk) => {
    const { items } = await listAccounts({ ctx: desk.contextFor(), input: { all: true, limit: 200 } });
    if (json) return printJson(items);
    const rows = items.map((one) => [
      one.id,
      one.name,
      one.kind,
      one.marketSource,
      toPlain(one.cash),
      toPlain(one.held),
      one.equity === null ? null : toPlain(one.equity),
      one.openOrders,
    ]);
    printTable(["ID", "NAME", "KIND", "MARKET", "CASH", "HELD", "EQUITY", "OPEN ORDERS"], rows);
  });
}

async function put(accountId: string, sum: Decimal): Promise<void> {
  await onDesk(async (desk) => {
    const done = await deposit({
      ctx: desk.contextFor(),
      input: { accountId: asId<AccountId>(accountId), amount: sum },
    });
    console.log(
      `Deposited ${toPlain(done.amount)} USD; cash is now ${toPlain(done.cash)} (journal ${done.journalId}).`,
    );
  });
}
