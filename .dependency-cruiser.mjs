// Directions: apps → modules → (ui, platform) → core. Each rule says what to do instead.
const moduleOrder = [
  "record",
  "scheme",
  "identity",
  "alerts",
  "certificates",
  "exchange",
  "reports",
  "totals",
  "statistics",
  "governance",
  "meetings",
  "offices",
  "reform",
  "reviews",
  "monitoring",
  "outbox",
  "public",
];

/** A module may use those above it in the list, never below. */
const downward = moduleOrder.slice(0, -1).map((name, i) => ({
  name: `modules-downward-${name}`,
  comment: `${name} may not know the modules below it; news for them travels as acts, which they read.`,
  severity: "error",
  from: { path: `^src/modules/${name}/` },
  to: { path: `^src/modules/(${moduleOrder.slice(i + 1).join("|")})/` },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "core-is-pure",
      comment:
        "core imports itself and @noble/* only: give what it needs (hash, signature check, time) as a parameter.",
      severity: "error",
      from: { path: "^src/core/", pathNot: "\\.test\\.tsx?$" },
      to: { pathNot: "^src/core/|node_modules/@noble/(curves|hashes)/" },
    },
    {
      name: "ground-knows-no-module",
      comment: "platform and ui know no diamonds: pass what they need from the module that calls them.",
      severity: "error",
      from: { path: "^src/(platform|ui)/" },
      to: { path: "^src/(modules|apps)/" },
    },
    {
      name: "platform-knows-no-ui",
      comment: "platform is below pages; move the page to its module, or the plain part to platform.",
      severity: "error",
      from: { path: "^src/platform/" },
      to: { path: "^src/ui/" },
    },
    {
      name: "modules-by-their-door",
      comment: "A module is entered by its index.ts: export there what others need.",
      severity: "error",
      from: { path: "^src/modules/([^/]+)/" },
      to: { path: "^src/modules/([^/]+)/", pathNot: "^src/modules/($1/|[^/]+/index\\.ts$)" },
    },
    {
      name: "apps-use-doors",
      comment: "Programs enter a module by its index.ts as well.",
      severity: "error",
      from: { path: "^src/apps/" },
      to: { path: "^src/modules/[^/]+/", pathNot: "^src/modules/[^/]+/index\\.ts$" },
    },
    ...downward,
    {
      name: "sql-in-stores",
      comment:
        "Only store.ts files, platform/db and platform/work touch Kysely: give the store a function with a name.",
      severity: "error",
      from: {
        path: "^src/(modules|apps|ui|core)/",
        pathNot: "/store\\.ts$|\\.test\\.tsx?$|^src/modules/record/(audit|backup|replay)\\.ts$",
      },
      to: { path: "node_modules/kysely/" },
    },
    {
      name: "nobody-imports-apps",
      comment: "Programs are the top: what others need belongs in a module.",
      severity: "error",
      from: { path: "^src/(core|platform|ui|modules)/" },
      to: { path: "^src/apps/" },
    },
    {
      name: "small-programs-stay-small",
      comment: "The verifier and the witness run where there is no server: they use core (and ui) only.",
      severity: "error",
      from: { path: "^src/apps/(verifier|witness)/" },
      to: { path: "^src/(modules|platform)/" },
    },
    {
      name: "no-cycles",
      comment: "Two files that need each other are one idea, or hide a third: find it.",
      severity: "error",
      from: { path: "^src/" },
      to: { circular: true },
    },
    {
      name: "no-orphans",
      comment: "A file nobody imports is dead: delete it, or import it where it belongs.",
      severity: "error",
      from: {
        orphan: true,
        path: "^src/",
        pathNot:
          "\\.test\\.tsx?$|\\.d\\.ts$|^src/ui/islands/|^src/apps/verifier/service-worker\\.ts$|\\.examples\\.tsx$|^src/platform/files/.*worker",
      },
      to: {},
    },
    {
      name: "resolvable",
      comment: "The import leads nowhere: check its path and extension.",
      severity: "error",
      from: { path: "^src/" },
      // Packages of types alone have no file to resolve; TypeScript itself checks those.
      to: { couldNotResolve: true, pathNot: "^(geojson|topojson-specification)$" },
    },
    {
      name: "no-tests-in-production",
      comment: "Production code never imports tests or their support.",
      severity: "error",
      from: { path: "^src/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "\\.test\\.tsx?$|^test/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".json"],
    },
  },
};
