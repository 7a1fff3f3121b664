/**
 * The JavaScript of each package, as one file an entry point: a hundred small modules take 80 ms to import, one takes
 * 20. Types come from `tsc`, which runs first. What a package imports from others stays an import.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { bundlePage } from "@kaviar/page/bundle";
import { build } from "esbuild";
import { pages } from "./pages.ts";

interface Manifest {
  readonly private?: boolean;
  readonly exports: Readonly<Record<string, { readonly default: string }>>;
}

for (const name of readdirSync("packages")) {
  const folder = `packages/${name}`;
  if (!existsSync(`${folder}/package.json`)) continue;
  const { private: isOurs = false, exports } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as Manifest;
  // What is not published is read as it stands.
  if (isOurs) continue;
  const entries = Object.values(exports).map((entry) => entry.default);
  const stale = existsSync(`${folder}/dist`)
    ? readdirSync(`${folder}/dist`).filter((file) => /\.js(\.map)?$/.test(file))
    : [];
  for (const file of stale) rmSync(`${folder}/dist/${file}`);
  await build({
    absWorkingDir: process.cwd(),
    entryPoints: entries.map((entry) => `${folder}/${entry.replace("dist/", "src/").replace(/\.js$/, ".ts")}`),
    outdir: `${folder}/dist`,
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2023",
    sourcemap: true,
    packages: "external",
    external: ["#*"],
    logLevel: "warning",
  });
}

for (const page of Object.values(pages)) await bundlePage(page);
