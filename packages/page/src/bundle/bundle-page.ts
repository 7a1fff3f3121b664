import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { licencesOf } from "./licences.ts";

export interface PageSource {
  /** The program of the page: a module for the browser, which calls `drawPage`. */
  readonly entry: string;
  /** Style sheets of the page's own, which come after the common one. */
  readonly styles: readonly string[];
  /** The module to write. */
  readonly to: string;
}

const common = fileURLToPath(new URL("../page.css", import.meta.url));
const shell = fileURLToPath(new URL("../shell/render-page.ts", import.meta.url));

/**
 * Writes a page as a module that needs no other: it exports `render({ title, heading, data })`, which gives the page with
 * these data as one HTML file.
 *
 * ```ts
 * await bundlePage({ entry: "page/main.ts", styles: ["page/study.css"], to: "dist/report-page.js" });
 * ```
 */
export const bundlePage = async ({ entry, styles, to }: PageSource): Promise<void> => {
  const [program, css] = await Promise.all([programOf(entry), stylesOf([common, ...styles])]);
  await build({
    entryPoints: [shell],
    outfile: to,
    bundle: true,
    format: "esm",
    target: "es2023",
    define: { PROGRAM: JSON.stringify(program), STYLES: JSON.stringify(css) },
    logLevel: "warning",
  });
};

/** The program with all it imports and the licences of what others wrote of it. */
const programOf = async (entry: string): Promise<string> => {
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
  const licences = await licencesOf(Object.keys(metafile.inputs));
  return gzipSync(licences + outputFiles[0]!.text, { level: 9 }).toString("base64");
};

/** No `<` is left in the styles: nothing in them can end their element. */
const stylesOf = async (files: readonly string[]): Promise<string> => {
  const sheets = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const { code } = await transform(sheets.join("\n"), { loader: "css", minify: true });
  return code.replaceAll("<", "\\3c ");
};
