import { cellsOf, padEnd, type Style } from "@kaviar/base/text";
import { type Kind, tables } from "./kinds.ts";
import { inLines } from "./lay-out.ts";
import type { Topic } from "./topic.ts";

interface Page {
  readonly columns: number;
  readonly style: Style;
}

type Column = readonly [title: string, text: (topic: Topic) => string];

/** What is compared, the most telling first: as many columns as can be read beside each other. */
const columnsOf = (kind: Kind, topics: readonly Topic[]): readonly Column[] => {
  const name: Column = [kind, ({ key }) => key];
  if (kind === "idea")
    return [name, ["what it is", ({ meaning = "" }) => meaning], ["formula", ({ formula }) => formula]];
  if (kind === "finding")
    return [
      name,
      ["what it is", ({ use }) => use],
      ["what helps", ({ remedies = [] }) => remedies.slice(0, 3).join("; ")],
      ["pitfall", ({ pitfall }) => pitfall],
    ];
  const ranges: Column[] = topics.some(({ range }) => range !== undefined)
    ? [["range", ({ range = "" }) => range]]
    : [];
  return [
    name,
    ["formula", ({ formula }) => formula],
    ["use", ({ use }) => use],
    ["pitfall", ({ pitfall }) => pitfall],
    ...ranges,
  ];
};

/** Cells between two columns, and how few a column of words may have. */
const gap = 2;
const least = 28;

/** The topics of a kind side by side, each column in lines of its own. */
export const comparison = (kind: Kind, topics: readonly Topic[], { columns, style }: Page): string[] => {
  const all = columnsOf(kind, topics);
  const names = Math.min(Math.max(...topics.map(({ key }) => cellsOf(key))), Math.max(20, Math.floor(columns / 7)));
  const shown = all.slice(0, 1 + Math.max(1, Math.floor((columns - names) / (least + gap))));
  const natural = shown.map(([title, text]) =>
    Math.max(cellsOf(title), ...topics.map((topic) => cellsOf(text(topic)))),
  );
  const widths = [names, ...shares(natural.slice(1), columns - names - gap * (shown.length - 1))];
  const row = (cells: readonly string[], paint: (text: string, column: number) => string): string[] => {
    const lines = cells.map((cell, i) => inLines(cell, widths[i]!));
    return Array.from({ length: Math.max(...lines.map(({ length }) => length)) }, (_, i) =>
      lines
        .map((each, column) => padEnd(paint(each[i] ?? "", column), widths[column]!))
        .join(" ".repeat(gap))
        .trimEnd(),
    );
  };
  return [
    style.bold(`${tables[kind]} (${topics.length})`),
    "",
    ...row(
      shown.map(([title]) => title),
      style.dim,
    ),
    ...topics.flatMap((topic) =>
      row(
        shown.map(([, text]) => text(topic)),
        (text, column) => (column === 0 ? style.cyan(text) : text),
      ),
    ),
  ];
};

/** Cells given out: nobody gets more than it can use, and who could use more gets equally much. */
const shares = (wanted: readonly number[], cells: number): number[] => {
  const given = wanted.map(() => 0);
  let left = cells;
  for (const [i, place] of [...wanted.keys()].sort((a, b) => wanted[a]! - wanted[b]!).entries()) {
    given[place] = Math.min(wanted[place]!, Math.floor(left / (wanted.length - i)));
    left -= given[place]!;
  }
  return given;
};
