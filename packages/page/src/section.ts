import { h } from "./element.ts";

/** A part of a page under a title, with a sentence that says how to read it. Its `id` is the title's words. */
export const section = (title: string, says: string, ...content: readonly (Node | undefined)[]): HTMLElement => {
  const id = title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return h(
    "section",
    { id, "aria-labelledby": `${id}-title` },
    h("h2", { id: `${id}-title` }, title),
    h("p", { class: "says" }, says),
    ...content,
  );
};
