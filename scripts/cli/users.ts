/** `users`: who may sign in. The first admin of a desk is made here. */
import type { Command } from "commander";
import type { Role } from "#lib/domain/access/permissions.ts";
import { createUser } from "#lib/services/users/create-user.ts";
import { listUsers } from "#lib/services/users/list-users.ts";
import { email, role } from "./arguments.ts";
import { onDesk } from "./desk.ts";
import { printJson, printTable } from "./print.ts";

interface CreateOptions {
  readonly email: string;
  readonly role: Role;
  readonly name?: string;
  readonly passwordStdin?: true;
  readonly json?: true;
}

export function addUserCommands(program: Command): void {
  const users = program.command("users").description("make and list users");
  users
    .command("create")
    .description("make a user; prints a one-time link to set the password, unless one is given")
    .requiredOption("--email <address>", "e-mail address to sign in with", email)
    .requiredOption("--role <role>", "viewer, trader or admin", role)
    .option("--name <name>", "name to show; the part before the @ when left out")
    .option("--password-stdin", "read the password from standard input")
    .option("--json", "print JSON")
    .action(create);
  users.command("list").description("list users, the newest first").option("--json", "print JSON").action(list);
}

async function create(options: CreateOptions): Promise<void> {
  const password = options.passwordStdin ? await readPassword() : undefined;
  await onDesk(async (desk) => {
    const { user, setPassword } = await createUser({
      ctx: desk.contextFor(),
      input: {
        email: options.email,
        role: options.role,
        name: options.name ?? options.email.replace(/@.*$/, ""),
        ...(password === undefined ? {} : { password }),
      },
    });
    const link = setPassword === null ? null : `${desk.address}${setPassword.path}`;
    if (options.json)
      return printJson({ ...user, setPasswordUrl: link, linkExpiresAt: setPassword?.expiresAt ?? null });
    console.log(`Made ${user.role} ${user.email} (${user.id}).`);
    if (link !== null) console.log(`Within 24 hours, set the password once at:\n${link}`);
  });
}

async function readPassword(): Promise<string> {
  let text = "";
  for await (const chunk of process.stdin) text += chunk;
  return text.replace(/\r?\n$/, "");
}

async function list({ json }: { readonly json?: true }): Promise<void> {
  await onDesk(async (desk) => {
    const { items } = await listUsers({ ctx: desk.contextFor(), input: { limit: 200 } });
    if (json) return printJson(items);
    const rows = items.map((user) => [user.email, user.role, user.status, user.name, user.id]);
    printTable(["EMAIL", "ROLE", "STATUS", "NAME", "ID"], rows);
  });
}
