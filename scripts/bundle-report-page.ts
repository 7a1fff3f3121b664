import { mkdir, readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

/** What the page holds of others, and the files that say under which terms. */
const terms = ["echarts/NOTICE", "echarts/LICENSE", "zrender/LICENSE"];

/** The page of a study's report, its plotting library and that library's licences with it, as a module of two strings. */
export const bundleReportPage = async (folder: string): Promise<void> => {
  const { outputFiles } = await build({
    entryPoints: [`${folder}/page/main.ts`],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    banner: { js: `/*\n${(await licences()).replaceAll("*/", "* /")}\n*/` },
    logLevel: "warning",
  });
  const { code } = await transform(await readFile(`${folder}/page/page.css`, "utf8"), { loader: "css", minify: true });
  const script = gzipSync(outputFiles[0]!.contents, { level: 9 }).toString("base64");
  await mkdir(`${folder}/dist`, { recursive: true });
  await writeFile(
    `${folder}/dist/report-page.js`,
    `export const script = "${script}";\nexport const styles = ${JSON.stringify(code.replaceAll("<", "\\3c "))};\n`,
  );
};

const licences = async (): Promise<string> =>
  (await Promise.all(terms.map((file) => readFile(`node_modules/${file}`, "utf8")))).join("\n\n");
