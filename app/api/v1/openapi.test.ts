/** The document names every route there is, and only things that exist. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { apiDocument, operationsOf } from "#lib/server/openapi/document.ts";
import { referenceOf } from "#lib/server/openapi/reference.ts";
import { routeTable } from "./route-table.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Path and methods of every route file, read from the files themselves. */
function filesOnDisk(): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts"))
    .flatMap((file) => {
      const path = `/api/v1/${dirname(file)
        .replaceAll("\\", "/")
        .replaceAll(/\[(\w+)\]/g, "{$1}")}`;
      const text = readFileSync(`${root}${file}`, "utf8");
      return [...text.matchAll(/^export const (GET|POST|PUT|PATCH|DELETE)\b/gm)].map(
        ([, method]) => `${method} ${path}`,
      );
    });
}

const document = apiDocument(routeTable, "1.2.3");

test("every route file and method is in the document", () => {
  const described = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual(filesOnDisk().sort());
});

test("every operation has a summary, an id of its own and, unless it has no body, a schema of its answer", () => {
  const operations = operationsOf(routeTable);
  const ids = Object.values(document.paths ?? {}).flatMap((item) =>
    Object.values(item).map(({ operationId }) => operationId),
  );
  // And the document's own route, which no table can hold.
  expect(new Set(ids).size).toBe(operations.length + 1);
  expect(document.paths?.["/api/v1/openapi.json"]?.get).toMatchObject({ security: [] });
  const without = operations.filter(
    ({ about }) =>
      about.answer === undefined && about.files === undefined && about.status !== 204 && !about.tags.includes("Stream"),
  );
  expect(without.map(({ method, path }) => `${method} ${path}`).filter((name) => name.startsWith("GET"))).toEqual([]);
  expect(operations.every(({ about }) => about.summary.length > 3)).toBe(true);
});

test("every reference in the document leads somewhere", () => {
  const text = JSON.stringify(document);
  const names = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name));
  const known = Object.keys(document.components?.schemas ?? {});
  expect([...names].filter((name) => name !== undefined && !known.includes(name))).toEqual([]);
  expect(names.size).toBeGreaterThan(20);
});

test("an order needs an Idempotency-Key, and its refusal is described", () => {
  const post = document.paths?.["/api/v1/orders"]?.post;
  expect(JSON.stringify(post?.parameters)).toContain('"required":true');
  expect(Object.keys(post?.responses ?? {})).toEqual(expect.arrayContaining(["201", "409", "422", "429"]));
});

test("the reference page finds every operation, schema and a curl in the document", () => {
  const { tags, schemas } = referenceOf(document);
  const operations = tags.flatMap((tag) => tag.operations);
  expect(operations.length).toBe(operationsOf(routeTable).length + 1);
  const place = operations.find(({ method, path }) => method === "POST" && path === "/api/v1/orders");
  expect(place).toMatchObject({
    body: "OrderRequest",
    answers: expect.arrayContaining([expect.objectContaining({ status: "201", schema: "Order" })]),
  });
  expect(place?.curl).toContain("Idempotency-Key");
  expect(schemas.map(({ name }) => name)).toContain("Problem");
});
