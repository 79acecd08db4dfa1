/** Reads prisma/schema as tables and columns in PostgreSQL's words, so that a test can lay it beside the migrated database. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface SchemaColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
}

export interface SchemaTable {
  readonly name: string;
  readonly columns: readonly SchemaColumn[];
  readonly primaryKey: readonly string[];
  /** Column names joined by commas, sorted. */
  readonly uniqueKeys: readonly string[];
  /** `column -> table(column)`, sorted. */
  readonly foreignKeys: readonly string[];
}

interface Field {
  readonly name: string;
  readonly column: string;
  readonly type: string;
  readonly list: boolean;
  readonly optional: boolean;
  readonly attributes: string;
}

interface Model {
  readonly name: string;
  readonly table: string;
  readonly fields: readonly Field[];
  readonly block: readonly string[];
}

const FOLDER = fileURLToPath(new URL("../../prisma/schema", import.meta.url));

export function readPrismaSchema(): SchemaTable[] {
  const text = readdirSync(FOLDER)
    .filter((file) => file.endsWith(".prisma"))
    .map((file) => readFileSync(`${FOLDER}/${file}`, "utf8"))
    .join("\n");
  const models = [...text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, name = "", body = ""]) =>
    readModel(name, body),
  );
  const byName = new Map(models.map((model) => [model.name, model]));
  return models.map((model) => toTable(model, byName));
}

function readModel(name: string, body: string): Model {
  const lines = body
    .split("\n")
    .map((line) => line.replace(/\/\/.*$/, "").trim())
    .filter((line) => line !== "");
  const block = lines.filter((line) => line.startsWith("@@"));
  const fields = lines.filter((line) => !line.startsWith("@@")).map(readField);
  return { name, table: argument(block, "@@map") ?? name, fields, block };
}

function readField(line: string): Field {
  const [, name = "", type = "", marks = "", attributes = ""] =
    /^(\w+)\s+(Unsupported\("[^"]*"\)|\w+)(\[\]|\?)?\s*(.*)$/.exec(line) ?? [];
  const column = /@map\("([^"]+)"\)/.exec(attributes)?.[1] ?? name;
  return { name, column, type, list: marks === "[]", optional: marks === "?", attributes };
}

function argument(block: readonly string[], attribute: string): string | undefined {
  const line = block.find((one) => one.startsWith(`${attribute}(`));
  return line === undefined ? undefined : /"([^"]+)"/.exec(line)?.[1];
}

function toTable(model: Model, models: ReadonlyMap<string, Model>): SchemaTable {
  const columns = model.fields.filter((field) => !models.has(field.type));
  const columnOf = (field: string) => columns.find((one) => one.name === field.trim())?.column ?? `unknown ${field}`;
  const listed = (line: string) => (/\[([^\]]*)\]/.exec(line)?.[1] ?? "").split(",").map(columnOf);
  const lines = (attribute: string) => model.block.filter((line) => line.startsWith(`${attribute}(`)).map(listed);
  const marked = (mark: RegExp) =>
    columns.filter(({ attributes }) => mark.test(attributes)).map(({ column }) => column);
  return {
    name: model.table,
    columns: columns.map(toColumn).sort((a, b) => (a.name < b.name ? -1 : 1)),
    primaryKey: lines("@@id")[0] ?? marked(/@id\b/),
    uniqueKeys: [...lines("@@unique").map((names) => names.join(",")), ...marked(/@unique\b/)].sort(),
    foreignKeys: model.fields.flatMap((field) => foreignKey(field, models, columnOf)).sort(),
  };
}

function foreignKey(field: Field, models: ReadonlyMap<string, Model>, columnOf: (name: string) => string): string[] {
  const target = models.get(field.type);
  const parts = /fields: \[([^\]]*)\], references: \[([^\]]*)\]/.exec(field.attributes);
  if (target === undefined || parts === null) return [];
  const [, from = "", to = ""] = parts;
  const there = to.split(",").map((name) => target.fields.find((one) => one.name === name.trim())?.column ?? name);
  return [`${from.split(",").map(columnOf).join(",")} -> ${target.table}(${there.join(",")})`];
}

function toColumn({ column, type, list, optional, attributes }: Field): SchemaColumn {
  return {
    name: column,
    type: sqlType(type, attributes) + (list ? "[]" : ""),
    nullable: optional,
    hasDefault: /@default\(/.test(attributes),
  };
}

const PLAIN_TYPES: { readonly [prisma: string]: string } = {
  String: "text",
  Int: "integer",
  BigInt: "bigint",
  Boolean: "boolean",
  Json: "jsonb",
  Bytes: "bytea",
};

function sqlType(type: string, attributes: string): string {
  const unsupported = /^Unsupported\("([^"]+)"\)$/.exec(type)?.[1];
  if (unsupported !== undefined) return unsupported;
  const native = /@db\.(\w+)(?:\(([\d, ]+)\))?/.exec(attributes);
  if (native === null) return PLAIN_TYPES[type] ?? `unknown ${type}`;
  switch (native[1]) {
    case "Uuid":
      return "uuid";
    case "Date":
      return "date";
    case "Decimal":
      return `numeric(${native[2]?.replaceAll(" ", "") ?? ""})`;
    case "Timestamptz":
      // Six digits are PostgreSQL's own precision, which it does not print.
      return native[2] === "6" ? "timestamp with time zone" : `timestamp(${native[2]}) with time zone`;
    default:
      return `unknown ${native[0]}`;
  }
}
