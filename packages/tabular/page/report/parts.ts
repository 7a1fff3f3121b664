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

export const partsIn = (words: string): readonly string[] => words.split(" → ");
