/** Lets @upstash/ratelimit run its scripts on any Redis: plain Redis 7.0 refuses the flags in their first line, so it is left out. */
import { createHash } from "node:crypto";

/** Sends one command and gives its reply; throws on an error reply. */
export type RedisCommand = (command: readonly (string | number)[]) => Promise<unknown>;

type Argument = string | number;

/** The two calls that @upstash/ratelimit makes. */
export interface ScriptRunner {
  evalsha(sha: string, keys: readonly string[], args: readonly Argument[]): Promise<unknown>;
  eval(script: string, keys: readonly string[], args: readonly Argument[]): Promise<unknown>;
}

export function createScriptRunner(send: RedisCommand): ScriptRunner {
  /** By the hash under which the library knows the script. */
  const known = new Map<string, { readonly sha: string; readonly script: string }>();

  async function run(
    { sha, script }: { sha: string; script: string },
    keys: readonly string[],
    args: readonly Argument[],
  ) {
    const rest = [keys.length, ...keys, ...args];
    try {
      return await send(["EVALSHA", sha, ...rest]);
    } catch (error) {
      if (!String(error).includes("NOSCRIPT")) throw error;
      return send(["EVAL", script, ...rest]);
    }
  }

  return {
    async evalsha(publishedSha, keys, args) {
      const ours = known.get(publishedSha);
      // The library answers this with `eval`, which brings the text along.
      if (ours === undefined) throw new Error("NOSCRIPT not seen yet");
      return run(ours, keys, args);
    },
    async eval(published, keys, args) {
      const script = published.replace(/^#![^\n]*\n/, "");
      const ours = { script, sha: sha1(script) };
      known.set(sha1(published), ours);
      return run(ours, keys, args);
    },
  };
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
