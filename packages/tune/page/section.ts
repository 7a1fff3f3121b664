import { h } from "./element.ts";

/** A part of the report under a title, with a sentence that says how to read it. */
export const section = (title: string, says: string, ...content: readonly (Node | undefined)[]): HTMLElement => {
  const id = title.toLowerCase().replace(/[^a-z]+/g, "-");
  return h(
    "section",
    { id, "aria-labelledby": `${id}-title` },
    h("h2", { id: `${id}-title` }, title),
    h("p", { class: "says" }, says),
    ...content,
  );
};

/** A choice among names; `change` is told the chosen one's place. */
export const select = (
  label: string,
  names: readonly string[],
  chosen: number,
  change: (at: number) => void,
): HTMLElement => {
  const element = h("select", {}, ...names.map((name, i) => h("option", { value: i, selected: i === chosen }, name)));
  element.addEventListener("change", () => change(Number(element.value)));
  return h("label", {}, `${label} `, element);
};
