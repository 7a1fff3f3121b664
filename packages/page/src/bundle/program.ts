import { readFile } from "node:fs/promises";
import { build, transform } from "esbuild";
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
  // What was read and then left out is not handed on.
  const inside = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  const licences = await licencesOf(inside);
  return licences + outputFiles[0]!.text;
};

/** Style sheets as one. */
export const stylesOf = async (files: readonly string[]): Promise<string> => {
  const sheets = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const { code } = await transform(sheets.join("\n"), { loader: "css", minify: true });
  return code;
};
