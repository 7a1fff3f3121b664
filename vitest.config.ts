import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const packages = fileURLToPath(new URL("packages", import.meta.url));

/** Where to leave the runner's own count, as JSON; set by `.ci/run`. */
const report = process.env.KAVIAR_TEST_REPORT;

export default defineConfig({
  resolve: {
    // Tests run the sources, not the last build.
    alias: [
      { find: /^@kaviar\/(base|page)\/(.+)$/, replacement: `${packages}/$1/src/$2/index.ts` },
      { find: /^@kaviar\/([^/]+)$/, replacement: `${packages}/$1/src/index.ts` },
      { find: /^@kaviar\/([^/]+)\/(.+)$/, replacement: `${packages}/$1/src/$2.ts` },
      { find: /^#onnxruntime(-webgpu)?$/, replacement: `${packages}/tensor/src/runtimes/node/library.ts` },
    ],
  },
  test: {
    // A graph of hundreds of modules is loaded once by a process, not once by each file, where tests leave nothing behind.
    // Pages are told about all options that there are, and tests elsewhere make some of their own; commands keep what they
    // were started with.
    projects: [
      {
        extends: true,
        test: {
          name: "packages",
          isolate: false,
          include: ["packages/{architecture,base,cluster,nn,page,tabular,tensor,tune,ui}/test/**/*.test.ts"],
          exclude: ["packages/*/test/docs/**"],
          typecheck: { enabled: false },
        },
      },
      {
        extends: true,
        test: {
          name: "house",
          include: ["packages/kaviar/test/**/*.test.ts", "packages/*/test/docs/**/*.test.ts", "scripts/**/*.test.ts"],
        },
      },
    ],
    typecheck: {
      enabled: true,
      include: ["packages/*/test/**/*.test-d.ts"],
      tsconfig: "tsconfig.tests.json",
    },
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    // What tests begin with runs the same programs as they do.
    hookTimeout: 30_000,
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
  },
});
