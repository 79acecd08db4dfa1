/** The portfolio page as the server sends it, for accounts with few, many and very many executions. */
import { Agent, get } from "node:http";
import type { Rig } from "../rig/rig.ts";
import type { SignedIn } from "./browser.ts";
import { loadExecutions } from "./bulk-executions.ts";
import { byTurns, type Sample, toSample } from "./measure.ts";

export const SIZES = [10, 10_000, 100_000] as const;
const ROUNDS = 5;
const REQUESTS = 12;

export interface PortfolioPages {
  /** By number of executions. */
  readonly pages: Readonly<Record<string, Sample>>;
  readonly verified: boolean;
}

export async function benchPortfolio(rig: Rig, browser: SignedIn): Promise<PortfolioPages> {
  const ownerUrl = rig.instance.environment()["DATABASE_OWNER_URL"] ?? "";
  const things: Record<string, () => Promise<Sample>> = {};
  for (const size of SIZES) {
    const accountId = await rig.openAccount(`${size} executions`);
    await loadExecutions(ownerUrl, accountId, size);
    await browser.choose(accountId);
    const cookie = await browser.cookies();
    things[String(size)] = () => requestPages(rig.instance.port, cookie, `${size} executions`);
  }
  // Throws when the loaded books do not agree with themselves.
  await rig.ballast("verify");
  for (const warm of Object.values(things)) await warm();
  return { pages: await byTurns(ROUNDS, things), verified: true };
}

/** One after the other; each answer must be the page of its account and whole. */
async function requestPages(port: number, cookie: string, accountName: string): Promise<Sample> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  const startedAt = performance.now();
  for (let count = 0; count < REQUESTS; count += 1) {
    const askedAt = performance.now();
    const html = await fetchPage(port, cookie, agent);
    times.push(performance.now() - askedAt);
    if (!html.includes(accountName) || !html.includes("</html>"))
      throw new Error(`That was not the portfolio of the account with ${accountName}.`);
  }
  agent.destroy();
  return toSample(times, performance.now() - startedAt);
}

function fetchPage(port: number, cookie: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, host: `localhost:${port}`, accept: "text/html" };
    const request = get({ host: "127.0.0.1", port, path: "/portfolio", headers, agent }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => {
        text += chunk;
      });
      answer.on("error", reject);
      answer.on("end", () => {
        if (answer.statusCode === 200) resolve(text);
        else reject(new Error(`The portfolio page was answered ${answer.statusCode}.`));
      });
    });
    request.on("error", reject);
  });
}
