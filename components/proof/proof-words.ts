// What the proof of the books says, in words and shapes.
import type { Shape, Tone } from "#components/ui/badge.tsx";
import type { ProofPassView, ProofStateView } from "#lib/contracts/proof.ts";

interface Look {
  readonly tone: Tone;
  readonly shape: Shape;
  readonly word: string;
  readonly meaning: string;
}

export const PROOF_LOOKS: { readonly [S in ProofStateView["state"]]: Look } = {
  proven: {
    tone: "live",
    shape: "check",
    word: "Books proven",
    meaning: "Everything derived agrees with what it is derived from.",
  },
  checking: {
    tone: "info",
    shape: "half",
    word: "Books to be proven",
    meaning: "A look at the books is due or under way.",
  },
  broken: {
    tone: "halt",
    shape: "cross",
    word: "Books do not agree",
    meaning: "A finding is open. What it touches is halted until it is mended and somebody lifts the halt.",
  },
  never: { tone: "neutral", shape: "ring", word: "Books not proven yet", meaning: "There was no full proof yet." },
};

const OCCASIONS: { readonly [O in ProofPassView["occasion"]]: string } = {
  minute: "by the minute",
  nightly: "by night",
  request: "on request",
  command: "by command",
};

export function occasionWord(occasion: ProofPassView["occasion"]): string {
  return OCCASIONS[occasion];
}

/** "12 accounts, 1,204 journals, 4,816 postings". */
export function seenWords({ accounts, journals, postings }: ProofPassView): string {
  const counts = [
    [accounts, "account"],
    [journals, "journal"],
    [postings, "posting"],
  ] as const;
  return counts.map(([count, name]) => `${count.toLocaleString("en-US")} ${name}${count === 1 ? "" : "s"}`).join(", ");
}
