import { h } from "@kaviar/page";

/** A pipeline in its words, part by part; `known` are parts of its parents: the others stand out. */
export const parts = (words: string, known?: ReadonlySet<string>): HTMLElement =>
  h(
    "span",
    { class: "pipeline" },
    ...partsIn(words).map((part) => {
      const at = part.indexOf("(");
      const [name, rest] = at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at)];
      const isNew = known !== undefined && !known.has(part);
      return h("span", { class: isNew ? "new" : undefined }, h("b", {}, name), rest.replace(/^\((.*)\)$/s, " $1"));
    }),
  );

/** The same in a line; on a phone, without the options of its steps. */
export const partsLine = (words: string): HTMLElement => {
  const all = partsIn(words);
  return h(
    "span",
    {},
    ...all.flatMap((part, i) => {
      const at = part.indexOf("(");
      const arrow = i === 0 ? "" : " → ";
      if (at < 0 || i === all.length - 1) return [arrow + part];
      return [arrow + part.slice(0, at), h("span", { class: "options" }, part.slice(at))];
    }),
  );
};

export const partsIn = (words: string): readonly string[] => words.split(" → ");
