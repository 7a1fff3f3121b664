import { h } from "./element.ts";
import { scrolling } from "./scrolling.ts";

/** A short table that scrolls sideways by itself where the screen is too narrow. Without a head where the rows explain themselves. */
export const list = (head: readonly string[], rows: readonly (readonly HTMLElement[])[]): HTMLElement =>
  scrolling(
    h(
      "table",
      { class: "list" },
      head.length === 0
        ? undefined
        : h("thead", {}, h("tr", {}, ...head.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, ...rows.map((cells) => h("tr", {}, ...cells))),
    ),
  );
