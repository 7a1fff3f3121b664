import { Marked, type Tokens } from "marked";

/** A part of a page under a heading, for the search. */
export interface Section {
  readonly title: string;
  /** Empty for what comes before the first heading. */
  readonly anchor: string;
  readonly text: string;
}

export interface Rendered {
  readonly html: string;
  /** Of the page: its first heading. */
  readonly title: string;
  readonly sections: readonly Section[];
}

/** Where a link leads, as the site has it; undefined where it leads nowhere there, and is left as text. */
type Resolve = (href: string) => string | undefined;

export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The anchor of a heading, as GitHub makes it: letters, digits and hyphens are left; a second one of the name has a number. */
const anchors = () => {
  const seen = new Map<string, number>();
  return (title: string): string => {
    const name = title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- _]/gu, "")
      .replaceAll(" ", "-");
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name}-${before}`;
  };
};

const plain = (html: string): string =>
  html
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();

/** A page of Markdown as HTML, with an anchor at each heading, and its parts for the search. */
export const renderMarkdown = (source: string, resolve: Resolve): Rendered => {
  const anchorOf = anchors();
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading({ tokens, depth }: Tokens.Heading) {
        const html = this.parser.parseInline(tokens);
        const anchor = anchorOf(plain(html));
        return `<h${depth} id="${escaped(anchor)}">${html} <a class="anchor" href="#${escaped(anchor)}" aria-label="Link to ${escaped(plain(html))}">#</a></h${depth}>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        const text = this.parser.parseInline(tokens);
        const to = resolve(href);
        return to === undefined ? text : `<a href="${escaped(to)}">${text}</a>`;
      },
      image({ href, text }: Tokens.Image) {
        return `<img src="${escaped(resolve(href) ?? href)}" alt="${escaped(text)}">`;
      },
      code({ text, lang }: Tokens.Code) {
        return `<pre tabindex="0"><code${lang ? ` class="language-${escaped(lang)}"` : ""}>${escaped(text)}</code></pre>\n`;
      },
      table(token: Tokens.Table) {
        const cell = (tag: string, { tokens, align }: Tokens.TableCell) =>
          `<${tag}${align ? ` align="${align}"` : ""}>${this.parser.parseInline(tokens)}</${tag}>`;
        const head = token.header.map((each) => cell("th", each)).join("");
        const body = token.rows.map((row) => `<tr>${row.map((each) => cell("td", each)).join("")}</tr>`).join("\n");
        return `<div class="scroll" tabindex="0" role="group" aria-label="Table"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>\n`;
      },
    },
  });
  const html = marked.parse(source.replace(/<!--[\s\S]*?-->/g, ""), { async: false });
  const parts = html.split(/(?=<h[1-3] id=)/);
  const sections = parts.map((part): Section => {
    const [, anchor = "", heading = ""] = /^<h[1-3] id="([^"]*)">(.*?) <a class="anchor"/s.exec(part) ?? [];
    return { anchor, title: plain(heading), text: plain(part.replace(/^<h[1-3].*?<\/h[1-3]>/s, "")) };
  });
  return {
    html,
    title: sections.find(({ title }) => title !== "")?.title ?? "",
    sections: sections.filter(({ text, title }) => text !== "" || title !== ""),
  };
};
