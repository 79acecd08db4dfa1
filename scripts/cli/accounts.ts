/** `accounts`: paper accounts, their money and their people. */
import type { Command } from "commander";
import { type Decimal, toPlain } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId, type UserId } from "#lib/domain/shared/ids.ts";
import { deposit } from "#lib/services/accounts/deposit.ts";
import { listAccounts } from "#lib/services/accounts/list-accounts.ts";
import { openAccount } from "#lib/services/accounts/open-account.ts";
import { amount, id } from "./arguments.ts";
import { findUser, onDesk } from "./desk.ts";
import { printJson, printTable } from "./print.ts";

interface CreateOptions {
  readonly owner: string;
  readonly cash?: Decimal;
  readonly name: string;
  readonly json?: true;
}

export function addAccountCommands(program: Command): void {
  const accounts = program.command("accounts").description("open, fund and list paper accounts");
  accounts
    .command("create")
    .description("open a paper account")
    .requiredOption("--owner <email>", "whose account it is")
    .option("--cash <amount>", "opening deposit in US dollars", amount)
    .option("--name <name>", "name to show", "Paper account")
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
}

async function create({ owner, cash, name, json }: CreateOptions): Promise<void> {
  await onDesk(async (desk) => {
    const user = await findUser(desk, owner);
    const input = { name, ownerId: asId<UserId>(user.id), ...(cash === undefined ? {} : { cash }) };
    const account = await openAccount({ ctx: desk.contextFor(), input });
    if (json) return printJson(account);
    console.log(
      `Opened ${account.name} (${account.id}) for ${user.email} with ${toPlain(account.cash)} USD, market ${account.marketSource}.`,
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
      one.marketSource,
      toPlain(one.cash),
      toPlain(one.held),
      one.equity === null ? null : toPlain(one.equity),
      one.openOrders,
    ]);
    printTable(["ID", "NAME", "MARKET", "CASH", "HELD", "EQUITY", "OPEN ORDERS"], rows);
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
