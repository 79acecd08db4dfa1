/** Feature flags by OpenFeature: our provider answers from memory, refreshed every second, and keeps its last word when the database is away. */
import { randomUUID } from "node:crypto";
import {
  type Client,
  OpenFeature,
  type Provider,
  type ResolutionDetails,
  TypeMismatchError,
} from "@openfeature/server-sdk";
import type { Database } from "#lib/db/client.ts";
import type { FlagReader } from "#lib/ports/flag-reader.ts";
import { CODE_DEFAULTS, evaluateIn, type FlagSnapshot, readSnapshot } from "./snapshot.ts";

const POLL_MS = 1_000;
// Two polls may be missed before what is shown counts as old.
const STALE_MS = 3_000;

export interface LiveFlags extends FlagReader {
  /** Reads now; keeps the last snapshot when that fails. */
  refresh(): Promise<void>;
  close(): void;
  /** The last good reading is more than a few seconds old. */
  stale(): boolean;
  /** OpenFeature's own client, which `isOn` asks, for those who want reasons, hooks and details. */
  readonly client: Client;
}

/** Each reader has a domain of its own, because OpenFeature keeps one provider for each. */
export async function createFlagReader(database: Database, domain: string = randomUUID()): Promise<LiveFlags> {
  let snapshot: FlagSnapshot = new Map();
  // What OpenFeature said under this snapshot: asking it again would cost each order some fifty microseconds.
  let answers = new Map<string, Promise<boolean>>();
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;

  async function read(): Promise<void> {
    try {
      snapshot = await readSnapshot(database);
      answers = new Map();
      readAt = performance.now();
    } catch {
      // The last snapshot stays; `stale` tells.
    } finally {
      reading = null;
    }
  }
  async function refresh(): Promise<void> {
    // A reading that is underway may have begun before the change we are told of.
    if (reading !== null) await reading;
    reading ??= read();
    await reading;
  }

  await OpenFeature.setProviderAndWait(
    domain,
    providerOver(() => snapshot),
  );
  await refresh();
  const client = OpenFeature.getClient(domain);
  const timer = setInterval(() => void refresh(), POLL_MS);
  timer.unref();
  return {
    isOn(key, unitId) {
      const name = `${key} ${unitId}`;
      const answer = answers.get(name) ?? client.getBooleanValue(key, CODE_DEFAULTS[key], { targetingKey: unitId });
      answers.set(name, answer);
      return answer;
    },
    versions: () => Object.fromEntries([...snapshot].map(([key, { version }]) => [key, version])),
    refresh,
    close: () => clearInterval(timer),
    stale: () => performance.now() - readAt > STALE_MS,
    client,
  };
}

/** The targeting key is the account. Every flag of ours is a switch: other types are a mistake in the caller. */
function providerOver(snapshot: () => FlagSnapshot): Provider {
  const mismatch = (key: string) => Promise.reject(new TypeMismatchError(`${key} is a switch: ask for a boolean`));
  return {
    metadata: { name: "ballast" },
    runsOn: "server",
    async resolveBooleanEvaluation(key, defaultValue, context): Promise<ResolutionDetails<boolean>> {
      const flags = snapshot();
      if (!flags.has(key)) return { value: defaultValue, reason: "DEFAULT" };
      const { value, reason } = evaluateIn(flags, key, context.targetingKey ?? null);
      return {
        value,
        reason: REASONS[reason],
        variant: value ? "on" : "off",
        flagMetadata: { version: flags.get(key)?.version ?? 0 },
      };
    },
    resolveStringEvaluation: mismatch,
    resolveNumberEvaluation: mismatch,
    resolveObjectEvaluation: mismatch,
  };
}

const REASONS = { killed: "DISABLED", rule: "TARGETING_MATCH", rollout: "SPLIT", default: "DEFAULT" } as const;
