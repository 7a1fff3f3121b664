import { jsonInHtml } from "./json-in-html.ts";

/** The page's program, as gzip in base64: half its size. The bundler puts it in place of the name, and `STYLES` too. */
declare const PROGRAM: string;
declare const STYLES: string;

export interface PageContent {
  /** What the window is called. */
  readonly title: string;
  /** What stands on the page until its program draws, and where no program may run. */
  readonly heading: string;
  /** Anything JSON keeps, and NaN and ±Infinity. */
  readonly data: unknown;
}

/**
 * A page as one HTML file that needs nothing else: its policy forbids every request. Nothing in the content becomes markup.
 * The bundler makes this module, with the page's parts in it, one that needs nothing of this package.
 */
export const render = ({ title, heading, data }: PageContent): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:">
<title>${escaped(title)}</title>
<style>${STYLES}</style>
</head>
<body>
<main id="page"><h1>${escaped(heading)}</h1><noscript>This page draws itself: it needs JavaScript, and no network.</noscript></main>
<script type="application/json" id="data">${jsonInHtml(data)}</script>
<script type="application/octet-stream" id="program">${PROGRAM}</script>
<script>${unpack}</script>
</body>
</html>
`;

const unpack = `(async () => {
  const bytes = Uint8Array.from(atob(document.getElementById("program").textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const program = document.createElement("script");
  program.textContent = await new Response(stream).text();
  document.body.append(program);
})();`;

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character]!);
