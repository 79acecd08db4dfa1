/** `keys`: API keys for programs, shown once. */
import { type Command, Option } from "commander";
import type { ApiScope } from "#lib/domain/access/permissions.ts";
import { createApiKey } from "#lib/services/api-keys/create-api-key.ts";
import { listApiKeys } from "#lib/services/api-keys/list-api-keys.ts";
import { revokeApiKey } from "#lib/services/api-keys/revoke-api-key.ts";
import { countUpTo, id, scopes } from "./arguments.ts";
import { findUser, onDesk } from "./desk.ts";
import { printJson, printTable } from "./print.ts";

interface CreateOptions {
  readonly user: string;
  readonly scopes: readonly ApiScope[];
  readonly name: string;
  readonly tier: "standard" | "premium";
  readonly days?: number;
  readonly json?: true;
}

export function addKeyCommands(program: Command): void {
  const keys = program.command("keys").description("make, list and revoke API keys");
  keys
    .command("create")
    .description("make an API key; it is shown this once")
    .requiredOption("--user <email>", "whose key it is")
    .requiredOption("--scopes <list>", "read, trade, admin; several with commas", scopes)
    .option("--name <name>", "what it is for", "command line")
    .addOption(
      new Option("--tier <tier>", "how many requests a minute").choices(["standard", "premium"]).default("standard"),
    )
    .option("--days <n>", "days until it expires (90)", countUpTo(3_650))
    .option("--json", "print JSON")
    .action(create);
  keys.command("list").description("list all keys, without their secrets").option("--json", "print JSON").action(list);
  keys
    .command("revoke")
    .description("revoke a key: its next request is refused")
    .argument("<id>", "the key's id", id)
    .action(revoke);
}

async function create(options: CreateOptions): Promise<void> {
  await onDesk(async (desk) => {
    const user = await findUser(desk, options.user);
    const { key, secret } = await createApiKey({
      ctx: desk.contextFor(),
      input: {
        userId: user.id,
        name: options.name,
        scopes: options.scopes,
        tier: options.tier,
        ...(options.days === undefined ? {} : { expiresInDays: options.days }),
      },
    });
    if (options.json) return printJson({ ...key, secret });
    console.log(
      `Made the key ${key.id} for ${user.email}: ${key.scopes.join(", ")}; expires ${key.expiresAt?.toISOString() ?? "never"}.`,
    );
    console.log(`It is shown only now:\n${secret}`);
  });
}

async function list({ json }: { readonly json?: true }): Promise<void> {
  await onDesk(async (desk) => {
    const { items } = await listApiKeys({ ctx: desk.contextFor(), input: { all: true, limit: 200 } });
    if (json) return printJson(items);
    const rows = items.map((key) => [
      key.id,
      key.prefix,
      key.userName,
      key.name,
      key.scopes.join(","),
      key.tier,
      key.status,
    ]);
    printTable(["ID", "PREFIX", "USER", "NAME", "SCOPES", "TIER", "STATUS"], rows);
  });
}

async function revoke(keyId: string): Promise<void> {
  await onDesk(async (desk) => {
    const key = await revokeApiKey({ ctx: desk.contextFor(), input: { keyId } });
    console.log(`Revoked ${key.prefix} (${key.name}).`);
  });
}
