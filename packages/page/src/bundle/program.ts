import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { build, type Metafile, transform } from "esbuild";
import { licencesOf } from "./licences.ts";

/** A page's program with all it imports, and the licences of what others wrote of it. */
export const programOf = async (entry: string): Promise<string> => {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "iife",
    target: "es2022",
    logLevel: "warning",
  });
  const licences = await licencesOf(filesIn(metafile));
  return licences + outputFiles[0]!.text;
};

/**
 * The same as modules, by the names of their files: `main.js`, and beside it what it loads when that is wanted. The licences of
 * all stand before the first.
 */
export const modulesOf = async (entry: string): Promise<Readonly<Record<string, string>>> => {
  const { outputFiles, metafile } = await build({
    entryPoints: { main: entry },
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    outdir: "modules",
    format: "esm",
    target: "es2022",
    legalComments: "none",
    logLevel: "warning",
    // A package that says it has no side effects may be imported by name alone, and is then left out.
    logOverride: { "ignored-bare-import": "silent" },
  });
  const licences = await licencesOf(filesIn(metafile));
  return Object.fromEntries(
    outputFiles.map(({ path, text }) => [basename(path), basename(path) === "main.js" ? licences + text : text]),
  );
};

/** What was read and then left out is not handed on. */
const filesIn = ({ outputs }: Metafile): readonly string[] =>
  Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );

/** Style sheets as one. */
export const stylesOf = async (files: readonly string[]): Promise<string> => {
  const sheets = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const { code } = await transform(sheets.join("\n"), { loader: "css", minify: true });
  return code;
};
