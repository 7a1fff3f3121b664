import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll } from "vitest";

const packages = fileURLToPath(new URL("../..", import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Kaviar {
  /** The folder it runs in, with the objectives of these tests. */
  readonly folder: string;
  /** The program and the file that it runs, for who starts it in another way. */
  readonly command: readonly string[];
  start(...args: string[]): ReturnType<typeof spawn>;
  run(...args: string[]): Promise<Ended>;
  /** Runs it until it says something, on either stream, and then presses Ctrl-C. */
  runUntil(words: string, ...args: string[]): Promise<Ended>;
  /** Runs lines in which `kaviar` is the command. */
  shell(lines: string): Promise<Ended>;
}

/** The command line, built from the sources as they are, in a folder of its own; each call is a process. */
export const buildKaviar = async (): Promise<Kaviar> => {
  const cache = `${packages}kaviar/node_modules/.cache`;
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(`${cache}/kaviar-`);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(new URL("objectives", import.meta.url), folder, { recursive: true });
  await bundle(`${folder}/built`);
  cpSync(`${packages}kaviar/package.json`, `${folder}/package.json`);
  // What an objective imports is what the command line was built with.
  const tune = `${folder}/node_modules/@kaviar/tune`;
  mkdirSync(tune, { recursive: true });
  writeFileSync(`${tune}/package.json`, JSON.stringify({ type: "module", exports: "./index.js" }));
  writeFileSync(`${tune}/index.js`, `export * from ${JSON.stringify(`${folder}/built/tune.js`)};\n`);

  const bin = `${folder}/built/command-line.js`;
  const env = { ...process.env, NO_COLOR: "1" };
  const start = (...args: string[]) => spawn(process.execPath, [bin, ...args], { cwd: folder, env });
  const named = `set -o pipefail; kaviar() { '${process.execPath}' '${bin}' "$@"; }`;
  return {
    folder,
    command: [process.execPath, bin],
    start,
    run: (...args) => endOf(start(...args)),
    runUntil: (words, ...args) => {
      const child = start(...args);
      let said = "";
      const hear = (chunk: unknown) => {
        const before = said.includes(words);
        said += chunk;
        if (!before && said.includes(words)) child.kill("SIGINT");
      };
      child.stdout!.on("data", hear);
      child.stderr!.on("data", hear);
      return endOf(child);
    },
    shell: (lines) => endOf(spawn("bash", ["-c", `${named}; ${lines}`], { cwd: folder, env })),
  };
};

const bundle = (outdir: string) =>
  build({
    entryPoints: {
      "command-line": `${packages}kaviar/test/command-line.ts`,
      tune: `${packages}tune/src/index.ts`,
      "workers/worker": `${packages}tune/src/workers/worker.ts`,
    },
    alias: { "@kaviar/cluster": `${packages}cluster/src/index.ts`, "@kaviar/tune": `${packages}tune/src/index.ts` },
    // Tables, networks and the dashboard come as they were built: with kernels, a runtime and a page.
    external: [
      "libsql",
      "postgres",
      "jiti",
      "yaml",
      "@kaviar/nn",
      "@kaviar/tabular",
      "@kaviar/architecture",
      "@kaviar/ui",
    ],
    plugins: [
      {
        name: "report page, as it was built",
        setup: (build) => {
          const path = pathToFileURL(`${packages}tune/dist/report-page.js`).href;
          build.onResolve({ filter: /^#report-page$/ }, () => ({ path, external: true }));
        },
      },
    ],
    outdir,
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "es2023",
    logLevel: "warning",
    logOverride: { "ignored-bare-import": "silent" },
  });

const endOf = (child: ReturnType<typeof spawn>): Promise<Ended> =>
  new Promise((resolve) => {
    let [out, err] = ["", ""];
    child.stdin?.end();
    child.stdout!.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr!.on("data", (chunk) => {
      err += chunk;
    });
    child.on("close", (code) => resolve({ code, out, err }));
  });
