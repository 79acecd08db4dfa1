/** The proof of the books: when it was last made and what it found, and asking for a full one now. */
import { ProofRequestView, ProofView, toProofRequestView, toProofView } from "#lib/contracts/proof.ts";
import { route } from "#lib/server/route.ts";
import { getProof } from "#lib/services/proof/get-proof.ts";
import { requestProof } from "#lib/services/proof/request-proof.ts";

export const GET = route(
  {
    summary: "Get the last proof of the books",
    description:
      "The last full proof with how much it looked at, the last look of any kind, and the findings that are open.",
    tags: ["Proof"],
    permission: "portfolio:read",
    answer: ProofView,
    view: toProofView,
  },
  ({ ctx }) => getProof({ ctx }),
);

export const POST = route(
  {
    summary: "Ask for a full proof now",
    description:
      "The worker begins within seconds; when it has ended, GET tells of it. One that is asked for already stands for all who ask. What it finds halts the account or the desk.",
    tags: ["Proof"],
    permission: "halts:set:desk",
    answer: ProofRequestView,
    view: toProofRequestView,
    status: 202,
  },
  ({ ctx }) => requestProof({ ctx }),
);
