import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { gunzipSync } from "node:zlib";
import { bundleSite } from "@kaviar/page/bundle";
import { labCards } from "../lab-cards.ts";
import { sites } from "../pages.ts";
import { addressOfCard, cardPages } from "./card-pages.ts";
import { escaped, renderMarkdown, type Section } from "./markdown.ts";
import { type Group, type Page, shell, wayTo } from "./shell.ts";
import { addressOf, sourceGroups } from "./sources.ts";

/** A part of a page that can be found. */
interface Findable {
  readonly to: string;
  readonly page: string;
  readonly title: string;
  readonly text: string;
}

/** Sources that are shown as they are, where a page leads to them. */
const isCode = (path: string): boolean => /\.(ts|tsx|mjs|py|json|sql|sh)$/.test(path);

/**
 * Writes the documentation as a site: the guides, what packages and options are, the cards, decisions, benchmarks and the
 * laboratory. Any file server hands it out, and it asks nobody else for anything.
 */
export const writeSite = async (folder: string): Promise<readonly string[]> => {
  rmSync(folder, { recursive: true, force: true });
  await bundleSite({ ...sites.docs, to: folder });
  const sources = sourceGroups();
  const files = new Set(sources.flatMap(({ files }) => files));
  const code = new Set<string>();
  const copied = new Set<string>();

  /** Where a link of a file leads on the site. */
  const resolving =
    (file: string, at: string) =>
    (href: string): string | undefined => {
      if (/^[a-z]+:/.test(href) || href.startsWith("#")) return href;
      const [path = "", anchor] = href.split("#");
      const target = posix.normalize(posix.join(posix.dirname(file), path)).replace(/\/$/, "");
      const suffix = anchor === undefined ? "" : `#${anchor}`;
      if (files.has(target)) return wayTo(at, addressOf(target) + suffix);
      if (files.has(`${target}/README.md`)) return wayTo(at, addressOf(`${target}/README.md`) + suffix);
      if (!existsSync(target) || statSync(target).isDirectory()) return undefined;
      if (isCode(target)) {
        code.add(target);
        return wayTo(at, `${target}.html`);
      }
      if (!/\.(svg|png|csv|md|txt)$/.test(target) && target !== "LICENSE") return undefined;
      copied.add(target);
      return wayTo(at, target);
    };

  const findable: Findable[] = [];
  const written = sources.map(({ title, files }) => ({
    title,
    pages: files.map((file): Page => {
      const at = addressOf(file);
      const { html, title, sections } = renderMarkdown(readFileSync(file, "utf8"), resolving(file, at));
      findable.push(...sections.map((section) => found(at, title, section)));
      return { at, title: file === "README.md" ? "kaviar" : title, html };
    }),
  }));
  const cards = await labCards();
  const pagesOfCards = cardPages(cards);
  findable.push(
    ...cards.map((card) => ({
      to: addressOfCard(card),
      page: card.kind,
      title: card.name,
      text: [card.key, card.meaning, card.formula, card.use, card.pitfall]
        .filter((part) => part !== undefined)
        .join(" "),
    })),
  );
  const groups: readonly Group[] = [...written, { title: "Cards", pages: pagesOfCards }].map(({ title, pages }) => ({
    title,
    links: pages.map(({ at, title }) => ({ to: at, title: at === "index.html" ? "Begin here" : title })),
  }));
  const codePages = [...code].map(
    (file): Page => ({
      at: `${file}.html`,
      title: file,
      html: `<h1>${escaped(file)}</h1>\n<pre tabindex="0"><code>${escaped(readFileSync(file, "utf8"))}</code></pre>`,
    }),
  );
  const pages = [...written.flatMap(({ pages }) => pages), ...pagesOfCards, ...codePages];
  for (const page of pages) put(join(folder, page.at), shell(page, groups));
  for (const file of copied) put(join(folder, file), readFileSync(file));
  put(join(folder, "search.json"), JSON.stringify(findable));
  // Not every file server says that what it hands out is packed.
  for (const file of readdirSync(sites.lab.to)) {
    const body = readFileSync(join(sites.lab.to, file));
    const isPacked = file.endsWith(".gz");
    put(join(folder, "lab", isPacked ? file.slice(0, -".gz".length) : file), isPacked ? gunzipSync(body) : body);
  }
  return [...pages.map(({ at }) => at), ...readdirSync(join(folder, "lab")).map((file) => `lab/${file}`)];
};

const put = (file: string, body: string | Uint8Array): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, body);
};

const found = (at: string, page: string, { anchor, title, text }: Section): Findable => ({
  to: anchor === "" ? at : `${at}#${anchor}`,
  page,
  title: title || page,
  text,
});
