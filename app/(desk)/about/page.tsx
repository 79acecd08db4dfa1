// About: which version this is, under which licence, and whom the charts come from.
import type { Metadata } from "next";
import { Card, PageHead } from "#components/ui/card.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { pageContext } from "#lib/server/page-context.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import description from "../../../package.json" with { type: "json" };

export const metadata: Metadata = { title: "About" };

export default withRequestId(async function AboutPage() {
  await pageContext();
  const { version, license, dependencies } = description;
  return (
    <>
      <PageHead title="About Ballast" note="The trading desk that can prove its books" />
      <div className="grid max-w-3xl gap-3">
        <Card title="This desk">
          <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
            <dt className="text-muted">Version</dt>
            <dd>{version}</dd>
            <dt className="text-muted">Licence</dt>
            <dd>{license === "Apache-2.0" ? "Apache License 2.0" : license}</dd>
            <dt className="text-muted">For programs</dt>
            <dd>
              <TextLink href="/docs">API reference</TextLink>
            </dd>
          </dl>
          <p className="mt-3 text-muted">
            Accounts of this desk are paper accounts: orders are matched by its own paper venue and reach no exchange.
            Prices marked simulated or replay are not market prices.
          </p>
        </Card>
        <Card title="Charts">
          <p>
            Price charts are drawn by TradingView Lightweight Charts™ {dependencies["lightweight-charts"]}, copyright ©
            2023 TradingView, Inc., under the Apache License 2.0.{" "}
            <a
              href="https://www.tradingview.com/"
              rel="noreferrer"
              className="underline decoration-line-strong underline-offset-2"
            >
              https://www.tradingview.com/
            </a>
          </p>
        </Card>
      </div>
    </>
  );
});
