import { formatValue } from "../format.ts";
import type { Value } from "./axis.ts";
import type { Option } from "./option.ts";

const longest = 14;

/** Categories at 0, 1, 2 … of a number axis, so that marks may lie beside their place. */
export const categoryAxis = (look: Option, categories: readonly Value[]): Option => ({
  ...look,
  type: "value",
  min: -0.5,
  max: categories.length - 0.5,
  interval: 1,
  axisTick: { show: false },
  splitLine: { show: false },
  axisLabel: {
    ...(look.axisLabel as object),
    showMinLabel: true,
    showMaxLabel: true,
    customValues: categories.map((_, i) => i),
    formatter: (i: number) => {
      const text = formatValue(categories[i]);
      return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
    },
  },
});

/** Marks of one category would lie on each other: each lies a little aside, by its number. */
export const aside = (number: number): number => (((number * 0.618) % 1) - 0.5) * 0.5;
