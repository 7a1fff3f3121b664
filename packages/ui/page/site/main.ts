import MiniSearch from "minisearch";

/** A part of a page that can be found, as `search.json` has it. */
interface Findable {
  readonly to: string;
  readonly page: string;
  readonly title: string;
  readonly text: string;
}

const box = document.getElementById("search") as HTMLInputElement;
const list = document.getElementById("found")!;
const root = document.body.dataset.root ?? "";

let reading: Promise<{ readonly index: MiniSearch; readonly all: readonly Findable[] }> | undefined;

/** Read when somebody is about to search, and not before. */
const read = () => {
  reading ??= fetch(`${root}search.json`)
    .then((response) => response.json() as Promise<readonly Findable[]>)
    .then((all) => {
      const index = new MiniSearch({
        fields: ["title", "page", "text"],
        searchOptions: { boost: { title: 4, page: 2 }, prefix: true, fuzzy: 0.15, combineWith: "AND" },
      });
      index.addAll(all.map((each, id) => ({ id, ...each })));
      return { index, all };
    });
  return reading;
};

const search = async (): Promise<void> => {
  const asked = box.value.trim();
  if (asked === "") return hide();
  const { index, all } = await read();
  if (asked !== box.value.trim()) return;
  const results = index.search(asked).slice(0, 12);
  list.replaceChildren(
    ...(results.length === 0
      ? [nothing()]
      : results.map(({ id, terms }) => {
          const { to, page, title, text } = all[id as number]!;
          const link = element("a", "");
          link.setAttribute("href", root + to);
          link.append(
            element("b", title),
            element("span", page === title ? "" : page),
            element("small", around(text, terms)),
          );
          return link;
        })),
  );
  list.hidden = false;
};

const hide = (): void => {
  list.hidden = true;
};

const element = (name: string, text: string): HTMLElement => {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
};

const nothing = (): HTMLElement => {
  const line = element("p", "Nothing is found.");
  line.className = "nothing";
  return line;
};

/** The words around the first place where one of these stands. */
const around = (text: string, terms: readonly string[]): string => {
  const lower = text.toLowerCase();
  const at = Math.max(
    0,
    Math.min(...terms.map((term) => lower.indexOf(term)).filter((place) => place >= 0), text.length) - 40,
  );
  return `${at > 0 ? "… " : ""}${text.slice(at, at + 140)}${text.length > at + 140 ? " …" : ""}`;
};

box.addEventListener("focus", () => void read());
box.addEventListener("input", () => void search());
addEventListener("keydown", (event) => {
  const links = [...list.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  const isTyping = document.activeElement instanceof HTMLInputElement;
  if (event.key === "/" && !isTyping) {
    event.preventDefault();
    box.focus();
  } else if (event.key === "Escape" && !list.hidden) {
    hide();
    box.focus();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && (at >= 0 || document.activeElement === box)) {
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    if (next < 0) box.focus();
    else links[Math.min(next, links.length - 1)]?.focus();
  } else if (event.key === "Enter" && document.activeElement === box) links[0]?.click();
});
addEventListener("click", ({ target }) => {
  if (!(target as Element).closest(".search")) hide();
});
