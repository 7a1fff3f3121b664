import { h } from "./element.ts";

interface Part {
  readonly name: string;
  readonly sections: readonly (HTMLElement | undefined)[];
}

/** The parts of a page, each under its name, and before them links to those that there are. */
export const contents = (parts: readonly Part[]): readonly HTMLElement[] => {
  const present = parts
    .map(({ name, sections }) => ({
      name,
      id: `part-${name.toLowerCase().replaceAll(" ", "-")}`,
      sections: sections.filter((section) => section !== undefined),
    }))
    .filter(({ sections }) => sections.length > 0);
  return [
    h(
      "nav",
      { "aria-label": "Parts of the report" },
      ...present.map(({ name, id }) => h("a", { href: `#${id}` }, name)),
    ),
    ...present.flatMap(({ name, id, sections }) => [h("div", { class: "part", id }, name), ...sections]),
  ];
};
