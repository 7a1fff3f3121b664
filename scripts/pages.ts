import type { PageSource, SiteSource } from "@kaviar/page/bundle";

/** The one-file pages of the house. The build makes each a module of its package, which needs nothing else. */
export const pages = {
  /** The report of a study. */
  report: {
    entry: "packages/tune/page/main.ts",
    styles: ["packages/page/src/standings.css", "packages/tune/page/study.css"],
    to: "packages/tune/dist/report-page.js",
  },
  /** The profile of a table. */
  profile: {
    entry: "packages/tabular/page/main.ts",
    styles: ["packages/tabular/page/profile.css"],
    to: "packages/tabular/dist/profile-page.js",
  },
  /** The report of a search over pipelines. */
  fit: {
    entry: "packages/tabular/page/report/main.ts",
    styles: [
      "packages/page/src/report.css",
      "packages/tabular/page/profile.css",
      "packages/tabular/page/report/report.css",
    ],
    to: "packages/tabular/dist/report-page.js",
  },
  /** The report of a search over networks. */
  network: {
    entry: "packages/architecture/page/main.ts",
    styles: ["packages/page/src/report.css", "packages/architecture/page/network.css"],
    to: "packages/architecture/dist/report-page.js",
  },
} satisfies Readonly<Record<string, PageSource>>;

/** The pages that a server hands out, as its script and its styles. */
export const servedPages = {
  /** The dashboard. */
  dashboard: {
    entry: "packages/ui/page/dashboard/main.tsx",
    styles: [
      "node_modules/uplot/dist/uPlot.min.css",
      "packages/page/src/standings.css",
      "packages/ui/page/dashboard/dashboard.css",
      "packages/ui/page/dashboard/charts/charts.css",
      "packages/ui/page/dashboard/study/pipelines/pipelines.css",
    ],
    to: "packages/ui/dist/dashboard-page.js",
  },
} satisfies Readonly<Record<string, PageSource>>;

/** Pages that any file server hands out. */
export const sites = {
  /** The laboratory: its rooms, and the workers in which everything is computed. */
  lab: {
    programs: { lab: "packages/ui/page/lab/main.tsx", worker: "packages/ui/page/lab/worker.ts" },
    styles: [
      "node_modules/uplot/dist/uPlot.min.css",
      "packages/ui/page/lab/lab.css",
      "packages/ui/page/lab/terrain/terrain.css",
      "packages/ui/page/lab/fits/fits.css",
      "packages/ui/page/lab/rooms/optimizers/optimizers.css",
      "packages/ui/page/lab/rooms/surface/surface.css",
      "packages/ui/page/lab/rooms/depth/depth.css",
      "packages/ui/page/lab/rooms/overfitting/overfitting.css",
      "packages/ui/page/lab/answers/answers.css",
      "packages/ui/page/lab/tables/wide-table.css",
      "packages/ui/page/lab/rooms/hospital/hospital.css",
      "packages/ui/page/lab/rooms/quiz/quiz.css",
      "packages/ui/page/lab/rooms/search/search.css",
      "packages/ui/page/lab/rooms/scales/scales.css",
      "packages/ui/page/lab/rooms/halving/halving.css",
      "packages/ui/page/lab/rooms/evolution/evolution.css",
    ],
    files: {
      "index.html": "packages/ui/page/lab/index.html",
      "ort-wasm-simd-threaded.wasm.gz": "node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm",
    },
    terms: {
      "onnxruntime-web": ["LICENSE", "ThirdPartyNotices.txt"].map(
        (file) => `scripts/pack/licences/onnxruntime-1.30.0/${file}`,
      ),
    },
    // What a study in memory, and pipelines of rows that are there, never come to; and a graphics card that no room asks for.
    outside: ["node:*", "libsql", "postgres", "jiti", "#report-page", "#profile-page", "#onnxruntime-webgpu"],
    to: "packages/ui/dist/lab-site",
  },
  /** What the pages of the documentation share; the pages themselves come from `npm run site`. */
  docs: {
    programs: { site: "packages/ui/page/site/main.ts" },
    styles: ["packages/ui/page/site/site.css"],
    files: {},
    to: "site",
  },
} satisfies Readonly<Record<string, SiteSource>>;
