import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { commonStyles, type PageSource } from "./page-source.ts";
import { programOf, stylesOf } from "./program.ts";

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
  const [program, css] = await Promise.all([programOf(entry), stylesOf([commonStyles, ...styles])]);
  await build({
    entryPoints: [shell],
    outfile: to,
    bundle: true,
    format: "esm",
    target: "es2023",
    define: {
      PROGRAM: JSON.stringify(gzipSync(program, { level: 9 }).toString("base64")),
      // No `<` is left in the styles: nothing in them can end their element.
      STYLES: JSON.stringify(css.replaceAll("<", "\\3c ")),
    },
    logLevel: "warning",
  });
};
