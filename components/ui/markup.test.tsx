// What the primitives say without colour, to a reader, a keyboard and a screen reader.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { readMoney } from "#components/format/money.ts";
import { missing } from "#components/format/reading.ts";
import { RowInFull } from "./drawer-table.tsx";
import { EmptyState } from "./empty-state.tsx";
import { TextField } from "./field.tsx";
import { Change, Figure } from "./figure.tsx";
import { Table } from "./table.tsx";
import { UsedBar } from "./used-bar.tsx";

describe("figures", () => {
  it("show a change by sign and arrow as well as colour", () => {
    expect(renderToStaticMarkup(<Change readings={[readMoney("-5", { signed: true })]} />)).toMatch(/▼.*−5\.00/);
    expect(renderToStaticMarkup(<Change readings={[readMoney("5", { signed: true })]} />)).toMatch(/▲.*\+5\.00/);
  });

  it("say why a figure is missing", () => {
    expect(renderToStaticMarkup(<Figure reading={missing("No price for NVDA yet")} />)).toContain(
      "(No price for NVDA yet)",
    );
  });
});

describe("bars", () => {
  it("say in words how much is used and when that is at the limit", () => {
    expect(renderToStaticMarkup(<UsedBar fraction="1.2" label="Daily loss" />)).toContain(
      'aria-label="Daily loss: 120\u00a0% used, at the limit"',
    );
  });

  it("draw nothing for an unknown share", () => {
    const markup = renderToStaticMarkup(<UsedBar fraction={null} label="Daily loss" />);
    expect(markup).toContain("--");
    expect(markup).not.toContain("calc(");
  });
});

describe("tables", () => {
  const markup = renderToStaticMarkup(
    <Table
      caption="Orders"
      rows={[{ id: "1" }]}
      rowKey={(row) => row.id}
      rowHref={(row) => `/orders/${row.id}`}
      columns={[
        { key: "id", header: "Id", cell: (row) => row.id, sort: { href: "?sort=id", direction: "descending" } },
        { key: "act", header: "", headerTitle: "Actions", cell: () => "x" },
      ]}
    />,
  );

  it("tell how they are sorted and name every column", () => {
    expect(markup).toContain('aria-sort="descending"');
    expect(markup).toContain("Actions");
    expect(markup).toContain("<caption");
  });

  it("open a row by a real link", () => {
    expect(markup).toContain('href="/orders/1"');
  });
});

describe("fields and empty states", () => {
  it("tie label, hint and error to the field", () => {
    const markup = renderToStaticMarkup(
      <TextField id="email" label="E-mail" hint="Work address" error="Not an address." />,
    );
    expect(markup).toContain('for="email"');
    expect(markup).toContain('aria-describedby="email-error email-hint"');
    expect(markup).toContain('aria-invalid="true"');
  });

  it("offer one action for an empty list", () => {
    const markup = renderToStaticMarkup(
      <EmptyState kind="filtered" title="Nothing matches" action={{ href: "?", label: "Clear filters" }} />,
    );
    expect(markup.match(/<a /g)).toHaveLength(1);
  });
});

describe("a row in full", () => {
  const markup = renderToStaticMarkup(
    <RowInFull
      row={{ rule: "Order value", why: "too large" }}
      columns={[
        { key: "rule", header: "Limit", cell: (row) => row.rule },
        { key: "why", header: "Why", cell: () => "short", inDrawer: (row) => row.why },
        { key: "act", header: "", headerTitle: "Actions", cell: () => <button type="button">Undo</button> },
      ]}
      more={{ Version: 3 }}
    />,
  );

  it("names each field, those without a column too", () => {
    const fields = [...markup.matchAll(/<dt[^>]*>(.*?)<\/dt><dd[^>]*>(.*?)<\/dd>/g)].map(([, name, value]) => [
      name,
      value,
    ]);
    expect(fields).toEqual([
      ["Limit", "Order value"],
      ["Why", "too large"],
      ["Version", "3"],
    ]);
  });

  it("ends with what can be done, outside of the fields", () => {
    expect(markup).toMatch(/<\/dl><div[^>]*><button type="button">Undo/);
  });
});
