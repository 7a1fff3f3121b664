import type { Study } from "../study/study.ts";
import { jsonInHtml } from "./json-in-html.ts";
import { reportData } from "./report-data.ts";

/**
 * A study as one HTML file that needs nothing else: no network, no server. Write it, and open it in a browser.
 *
 * ```ts
 * await writeFile("digits.html", await renderReport(study));
 * ```
 * It shows the study as of its last refresh, with all names, values and errors in it: share it as you would share those.
 */
export const renderReport = async (study: Study): Promise<string> => {
  const { script, styles } = await import("#report-page");
  const title = escaped(study.name);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:">
<title>${title} · kaviar study</title>
<style>${styles}</style>
</head>
<body>
<main id="report"><h1>${title}</h1><noscript>This report draws itself: it needs JavaScript, and no network.</noscript></main>
<script type="application/json" id="data">${jsonInHtml(await reportData(study))}</script>
<script type="application/octet-stream" id="program">${script}</script>
<script>${unpack}</script>
</body>
</html>
`;
};

/** The program of the page is kept as gzip in base64, which is half its size. */
const unpack = `(async () => {
  const bytes = Uint8Array.from(atob(document.getElementById("program").textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const program = document.createElement("script");
  program.textContent = await new Response(stream).text();
  document.body.append(program);
})();`;

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character]!);
