import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { commonStyles, type PageSource } from "./page-source.ts";
import { modulesOf, stylesOf } from "./program.ts";

/**
 * Writes a page that a server hands out as a module that needs no other: it exports `scripts`, by the names of their files, and
 * `styles`, each a text to be served by itself, so that the page's policy need not allow any inside its markup. The page
 * begins with `main.js`; what that imports when it is wanted lies beside it.
 *
 * ```ts
 * await bundleParts({ entry: "page/main.tsx", styles: ["page/dashboard.css"], to: "dist/dashboard-page.js" });
 * ```
 */
export const bundleParts = async ({ entry, styles, to }: PageSource): Promise<void> => {
  const [scripts, css] = await Promise.all([modulesOf(entry), stylesOf([commonStyles, ...styles])]);
  await mkdir(dirname(to), { recursive: true });
  // Whoever reads it meanwhile, as another file of tests does, gets the one before or this one, and never half of it.
  const fresh = `${to}.${process.pid}`;
  await writeFile(
    fresh,
    `export const scripts = ${JSON.stringify(scripts)};\nexport const styles = ${JSON.stringify(css)};\n`,
  );
  await rename(fresh, to);
};
