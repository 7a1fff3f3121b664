import { posix } from "node:path";
import { escaped } from "./markdown.ts";

/** A group of the navigation: what stands together. */
export interface Group {
  readonly title: string;
  readonly links: readonly { readonly title: string; readonly to: string }[];
}

export interface Page {
  /** Its address from the root of the site: `docs/fit.html`. */
  readonly at: string;
  readonly title: string;
  /** The main part. */
  readonly html: string;
}

/** The way from one page to another address of the site. */
export const wayTo = (from: string, to: string): string => {
  const [path = "", anchor] = to.split("#");
  const way = posix.relative(posix.dirname(from), path) || posix.basename(path);
  return anchor === undefined ? way : `${way}#${anchor}`;
};

/** A page of the site, whole: it asks for its own styles and its own script, and for nothing else anywhere. */
export const shell = ({ at, title, html }: Page, groups: readonly Group[]): string => {
  const to = (address: string) => escaped(wayTo(at, address));
  const nav = groups
    .map(({ title, links }) => {
      const isHere = links.some((link) => link.to === at);
      const items = links
        .map(
          (link) =>
            `<li><a href="${to(link.to)}"${link.to === at ? ' aria-current="page"' : ""}>${escaped(link.title)}</a></li>`,
        )
        .join("");
      return `<details${isHere || title === "Guides" ? " open" : ""}><summary>${escaped(title)}</summary><ul>${items}</ul></details>`;
    })
    .join("\n");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'">
<title>${escaped(title)} · kaviar</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${to("styles.css")}">
<script src="${to("site.js")}" type="module"></script>
</head>
<body data-root="${to("index.html").replace(/index\.html$/, "")}">
<a class="skip" href="#main">To the text</a>
<header class="top">
<a class="house" href="${to("index.html")}">kaviar</a>
<a href="${to("lab/index.html")}">laboratory</a>
<a class="to-pages" href="#pages">pages</a>
<div class="search" role="search">
<input type="search" id="search" placeholder="Search ( / )" aria-label="Search the documentation" autocomplete="off">
<div id="found" class="found" hidden></div>
</div>
</header>
<div class="columns">
<nav id="pages" aria-label="Pages">
${nav}
</nav>
<main id="main">
${html}
</main>
</div>
</body>
</html>
`;
};
