import { h } from "../element.ts";
import { colour } from "../theme.ts";
import type { Option } from "./option.ts";

interface Mark {
  readonly data: unknown;
}

/**
 * What stands beside the pointer: `show` is told the data of the mark below it (with `trigger` `"axis"`, of the nearest mark
 * of each series), and gives an element, a text, or nothing. A text stays text: what a page holds is written by others.
 */
export const tooltip = (
  show: (...data: readonly unknown[]) => HTMLElement | string | undefined,
  trigger: "item" | "axis" = "item",
): Option => ({
  tooltip: {
    trigger,
    backgroundColor: colour.card(),
    borderColor: colour.line(),
    textStyle: { color: colour.text(), fontSize: 12 },
    formatter: (marks: Mark | readonly Mark[]) => {
      const shown = show(...[marks].flat().map(({ data }) => data));
      return typeof shown === "string" ? h("div", {}, shown) : (shown ?? "");
    },
  },
});
