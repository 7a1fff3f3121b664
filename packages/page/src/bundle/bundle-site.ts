import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { type KnownTerms, licencesOf } from "./licences.ts";
import { commonStyles } from "./page-source.ts";
import { stylesOf } from "./program.ts";

export interface SiteSource {
  /** The programs of the site, modules for the browser, by the names of the files they become. */
  readonly programs: Readonly<Record<string, string>>;
  /** Style sheets of its own, which come after the common one. */
  readonly styles: readonly string[];
  /** Files that are handed out as they are, by their names; under a name that ends in `.gz`, packed. */
  readonly files: Readonly<Record<string, string>>;
  readonly terms?: KnownTerms;
  /** What stays an import: what only Node has, which no browser comes to. */
  readonly outside?: readonly string[];
  /** The folder to write; what was in it goes. */
  readonly to: string;
}

/**
 * Writes what a file server hands out: programs as modules that share what they have in common and load the rest when it is
 * wanted, `styles.css`, files as they are, and `LICENCES.txt` with the terms of everything in it that others wrote.
 *
 * ```ts
 * await bundleSite({ programs: { lab: "page/lab/main.tsx" }, styles: ["page/lab/lab.css"], files: {}, to: "dist/lab" });
 * ```
 */
export const bundleSite = async ({ programs, styles, files, terms, outside = [], to }: SiteSource): Promise<void> => {
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  const { metafile } = await build({
    entryPoints: programs,
    outdir: to,
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    legalComments: "none",
    format: "esm",
    target: "es2022",
    external: [...outside],
    logLevel: "warning",
    // A package that says it has no side effects may be imported by name alone, and is then left out.
    logOverride: { "ignored-bare-import": "silent" },
  });
  const inside = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  await writeFile(join(to, "styles.css"), await stylesOf([commonStyles, ...styles]));
  for (const [name, file] of Object.entries(files)) {
    const body = await readFile(file);
    await writeFile(join(to, name), name.endsWith(".gz") ? gzipSync(body, { level: 9 }) : body);
  }
  await writeFile(join(to, "LICENCES.txt"), await licencesOf([...inside, ...Object.values(files)], terms));
};
