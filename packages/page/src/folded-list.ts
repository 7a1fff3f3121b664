import { h } from "./element.ts";

/** So many are read at once; one more is no reason to fold. */
const most = 12;

const listOf = (words: readonly string[]): HTMLElement => h("ul", {}, ...words.map((each) => h("li", {}, each)));

/** Sentences one under the other; of many, the rest is folded away. */
export const foldedList = (words: readonly string[]): readonly HTMLElement[] => [
  listOf(words.slice(0, most)),
  ...(words.length > most
    ? [h("details", {}, h("summary", {}, `and ${words.length - most} more`), listOf(words.slice(most)))]
    : []),
];
