import { h } from "./element.ts";

/** A short table that scrolls sideways by itself where the screen is too narrow. Without a head where the rows explain themselves. */
export const list = (head: readonly string[], rows: readonly (readonly HTMLElement[])[]): HTMLElement =>
  h(
    "div",
    { class: "scroll" },
    h(
      "table",
      { class: "list" },
      head.length === 0
        ? undefined
        : h("thead", {}, h("tr", {}, ...head.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, ...rows.map((cells) => h("tr", {}, ...cells))),
    ),
  );
