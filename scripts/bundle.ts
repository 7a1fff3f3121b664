/**
 * The JavaScript of each package, as one file an entry point: a hundred small modules take 80 ms to import, one takes
 * 20. Types come from `tsc`, which runs first. What a package imports from others stays an import, but for the rooms of base:
 * they are small, and as files of their own would add a fifth to the time that `import "@kaviar/tensor"` takes.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundlePage, bundleParts, bundleSite } from "@kaviar/page/bundle";
import { build, type Plugin } from "esbuild";
import { compileKernels } from "./kernels.ts";
import { runtimesHere } from "./pack/runtimes.ts";
import { stageRuntime } from "./pack/stage-runtime.ts";
import { pages, servedPages, sites } from "./pages.ts";

interface Manifest {
  readonly private?: boolean;
  readonly exports: Readonly<Record<string, Entry>>;
  readonly imports?: Readonly<Record<string, Entry>>;
}

/** A file by condition; what stands behind `imports` may also be another package. */
type Entry = Readonly<Record<string, string>>;

/** The sources of the built files that a package names in its manifest. */
const entriesOf = (folder: string, { exports, imports = {} }: Manifest): string[] => {
  const sourcesOf = (entries: Manifest["exports"]) =>
    Object.values(entries)
      .flatMap((entry) => Object.values(entry))
      .filter((file) => /^\.\/dist\/.*\.js$/.test(file))
      .map((file) => `${folder}/${file.replace("./dist/", "src/").replace(/\.js$/, ".ts")}`);
  // An import without a source is made by something else, as the report's page is.
  return [...new Set([...sourcesOf(exports), ...sourcesOf(imports).filter((source) => existsSync(source))])];
};

const baseInside: Plugin = {
  name: "base inside",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@kaviar\/base\// }, ({ path }) => ({
      path: fileURLToPath(
        new URL(`../packages/base/src/${path.replace("@kaviar/base/", "")}/index.ts`, import.meta.url),
      ),
      sideEffects: false,
    }));
  },
};

for (const name of readdirSync("packages")) {
  const folder = `packages/${name}`;
  if (!existsSync(`${folder}/package.json`)) continue;
  const manifest = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as Manifest;
  // What is not published is read as it stands.
  if (manifest.private) continue;
  const stale = existsSync(`${folder}/dist`)
    ? readdirSync(`${folder}/dist`).filter((file) => /\.js(\.map)?$/.test(file))
    : [];
  for (const file of stale) rmSync(`${folder}/dist/${file}`);
  await build({
    absWorkingDir: process.cwd(),
    entryPoints: entriesOf(folder, manifest),
    outbase: `${folder}/src`,
    outdir: `${folder}/dist`,
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2023",
    sourcemap: true,
    packages: "external",
    // Most of an import is parsing: without the white space it takes a tenth less. The source map has the lines.
    minifyWhitespace: true,
    minifySyntax: true,
    // Node prints the whole line in which an error was thrown.
    lineLimit: 160,
    external: ["#*"],
    plugins: [baseInside],
    logLevel: "warning",
  });
}

for (const runtime of runtimesHere()) await stageRuntime(runtime, "packages/tensor/dist/onnxruntime");
await compileKernels();
for (const page of Object.values(pages)) await bundlePage(page);
for (const page of Object.values(servedPages)) await bundleParts(page);
await bundleSite(sites.lab);
// What the laboratory explains and asks is what the command line does: it comes from the packages as they were just built.
const { labCards } = await import("./lab-cards.ts");
const { labQuiz } = await import("./lab-quiz.ts");
writeFileSync(`${sites.lab.to}/cards.json`, JSON.stringify(await labCards()));
writeFileSync(`${sites.lab.to}/quiz.json`, JSON.stringify(labQuiz));
