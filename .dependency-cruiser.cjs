/** Which folder may import which: default deny, so a new folder stands alone until it is named here. */
const GENERATED = "^prisma/generated/";
const TESTS = "\\.test\\.tsx?$";

/** Folder → our own folders that it may import, besides itself. */
const MAY_IMPORT = {
  "lib/domain": [],
  "lib/ports": ["lib/domain"],
  "lib/contracts": ["lib/domain"],
  "lib/db": ["lib/ports", "lib/domain", "prisma/generated"],
  "lib/adapters": ["lib/ports", "lib/domain", "lib/db", "prisma/generated"],
  "lib/services": ["lib/db", "lib/ports", "lib/domain", "prisma/generated"],
  "lib/server": [
    "lib/services",
    "lib/adapters",
    "lib/db",
    "lib/contracts",
    "lib/ports",
    "lib/domain",
    "prisma/generated",
  ],
  "lib/worker": [
    "lib/services",
    "lib/adapters",
    "lib/db",
    "lib/contracts",
    "lib/ports",
    "lib/domain",
    "prisma/generated",
    // The simulated market plays the instruments that the reference seed puts there.
    "prisma/seed",
  ],
  "lib/client": ["lib/contracts", "lib/domain"],
  components: ["lib/client", "lib/contracts", "lib/domain"],
  app: ["components", "lib/server", "lib/services", "lib/client", "lib/contracts", "lib/domain"],
  prisma: ["lib/services", "lib/adapters", "lib/db", "lib/ports", "lib/domain", "lib/worker", "prisma"],
};

const under = (folder) => `^${folder}/`;

const layers = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  name: `layer-${folder.replace("/", "-")}`,
  comment: `${folder} may import only: ${[folder, ...allowed].join(", ")}.`,
  severity: "error",
  from: { path: under(folder), pathNot: [TESTS, GENERATED] },
  to: {
    path: "^(app|components|lib|prisma|scripts|e2e|public)/",
    pathNot: [folder, ...allowed].map(under),
  },
}));

module.exports = {
  forbidden: [
    ...layers,
    {
      name: "no-circular",
      comment: "A cycle cannot be read from either end.",
      severity: "error",
      from: { pathNot: GENERATED },
      to: { circular: true },
    },
    {
      name: "known-library-folders",
      comment: "A new folder under lib needs a place in the table above.",
      severity: "error",
      from: { path: "^lib/", pathNot: ["^lib/testing/", ...Object.keys(MAY_IMPORT).map(under)] },
      to: {},
    },
    {
      name: "next-only-above",
      comment: "Next.js is known to the web's composition root, pages and components only.",
      severity: "error",
      from: { path: "^lib/(domain|ports|contracts|db|services|worker)/" },
      to: { path: "node_modules/next/" },
    },
    {
      name: "one-decimal",
      comment: "decimal.js is configured in one file; everybody else imports that.",
      severity: "error",
      from: { pathNot: "^lib/domain/shared/decimal\\.ts$" },
      to: { path: "node_modules/decimal\\.js/" },
    },
    {
      name: "pure-domain",
      comment: "The domain knows no vendor and no system.",
      severity: "error",
      from: { path: "^lib/domain/", pathNot: [TESTS, "^lib/domain/shared/decimal\\.ts$"] },
      to: { dependencyTypes: ["npm", "npm-dev", "core"] },
    },
    {
      name: "types-only-in-the-browser",
      comment: "Wire schemas bring zod: the browser's code takes their types alone.",
      severity: "error",
      from: { path: "^(components|lib/client)/", pathNot: TESTS },
      to: { path: "^lib/contracts/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "light-first-load",
      comment: "These weigh more than a page: no zod, next-auth client or tailwind-merge in the browser.",
      severity: "error",
      from: { path: "^(components|lib/client)/", pathNot: TESTS },
      to: { path: "node_modules/(zod|tailwind-merge|next-auth/react)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "tests-are-leaves",
      comment: "Nothing imports a test.",
      severity: "error",
      from: { pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: "everything-resolves",
      severity: "error",
      from: { pathNot: GENERATED },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["^\\.build/", "^\\.data", "^public/", "\\.css$"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
