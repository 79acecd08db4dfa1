// Money never passes through a float: every conversion to a JavaScript number in the sources is found here and refused,
// but for the files named below.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const SOURCES = ["app", "components", "lib", "scripts"];

const EXCEPTIONS: { readonly [path: string]: string } = {
  "components/charts/to-coordinate.ts": "turns a decimal string into a coordinate, for drawing and nothing else",
  "lib/domain/shared/count.ts": "reads counts, ports and seconds, never amounts",
};

const FORBIDDEN_NAMES = new Set(["parseFloat", "parseInt"]);
const FORBIDDEN_MEMBERS = new Set(["toNumber", "parseFloat", "parseInt"]);

interface Finding {
  readonly line: number;
  readonly what: string;
}

function findConversions(path: string, text: string): Finding[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const findings: Finding[] = [];
  const visit = (node: ts.Node): void => {
    const what = conversionIn(node);
    if (what !== null) {
      findings.push({ line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, what });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return findings;
}

function conversionIn(node: ts.Node): string | null {
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.PlusToken) {
    return ts.isNumericLiteral(node.operand) ? null : "unary plus";
  }
  if (ts.isPropertyAccessExpression(node)) {
    return FORBIDDEN_MEMBERS.has(node.name.text) ? `.${node.name.text}` : null;
  }
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return FORBIDDEN_MEMBERS.has(node.argumentExpression.text) ? `["${node.argumentExpression.text}"]` : null;
  }
  if (!ts.isIdentifier(node) || isName(node)) return null;
  if (FORBIDDEN_NAMES.has(node.text)) return node.text;
  // `Number` called, constructed or handed on, as in list.map(Number); Number.isSafeInteger and the like only ask.
  const asks = ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node;
  return node.text === "Number" && !asks ? "Number" : null;
}

/** The identifier names a member, a key or a type, and is not the global function of that name. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return ts.isTypeReferenceNode(parent) || ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent);
}

function sourceFiles(): string[] {
  return SOURCES.filter((folder) => existsSync(join(ROOT, folder))).flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$|\.d\.ts$/.test(entry.name))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .filter((path) => !/(^|\/)(generated|node_modules|\.[^/]+)\//.test(path)),
  );
}

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

describe("the search for floats", () => {
  it.each([
    "const a = parseFloat(text);",
    "const a = Number(text);",
    "const a = new Number(text);",
    "const a = list.map(Number);",
    "const a = Number.parseFloat(text);",
    "const a = Number.parseInt(text, 10);",
    "const a = price.toNumber();",
    'const a = price["toNumber"]();',
    "const a = price?.toNumber();",
    "const a = +text;",
    "const a = parseInt(text, 10);",
    "const a = list.map(parseFloat);",
    "const { parseFloat: read } = { parseFloat: globalThis.parseFloat };",
    "const a = <p>{+text}</p>;",
  ])("finds %s", (code) => {
    expect(findConversions("a.tsx", code)).not.toEqual([]);
  });

  it.each([
    "const a = +1;",
    "const a = b + c;",
    "const a = Number.isSafeInteger(b);",
    "const a = Number.MAX_SAFE_INTEGER;",
    "let a: Number;",
    'const a = "parseFloat(text)"; // Number(text)',
    "const a = { Number: 1 };",
  ])("leaves %s alone", (code) => {
    expect(findConversions("a.tsx", code)).toEqual([]);
  });

  it("looks into the sources at all", () => {
    expect(sourceFiles()).toContain("lib/domain/shared/decimal.ts");
  });
});

describe("the sources", () => {
  it("never turn text or a decimal into a number", () => {
    const findings = sourceFiles()
      .filter((path) => EXCEPTIONS[path] === undefined)
      .flatMap((path) => findConversions(path, read(path)).map(({ line, what }) => `${path}:${line} ${what}`));
    expect(findings).toEqual([]);
  });

  it("need every exception that is named", () => {
    const idle = Object.keys(EXCEPTIONS).filter(
      (path) => existsSync(join(ROOT, path)) && findConversions(path, read(path)).length === 0,
    );
    expect(idle).toEqual([]);
  });
}, 60_000);
