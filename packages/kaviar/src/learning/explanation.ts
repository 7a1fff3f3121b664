import { cellsOf, padEnd, type Style } from "@kaviar/base/text";
import { drawPanels } from "./draw/draw-panel.ts";
import type { Panel } from "./draw/panel.ts";
import { besideNames } from "./lay-out.ts";
import type { ReferenceEntry } from "./reference.ts";
import type { Place, Topic } from "./topic.ts";

interface Page {
  readonly columns: number;
  readonly style: Style;
}

/** Lines are not easier to read for being longer. */
const longest = 100;

/** A topic in lines: what it is, its formula and picture, when to use it, what goes wrong, where it lives. */
export const explanation = (topic: Topic, panels: readonly Panel[] | undefined, { columns, style }: Page): string[] => {
  const { name, kind, meaning, formula, range, use, pitfall, reference, remedies, api, calls, seeAlso } = topic;
  const width = Math.min(columns, longest);
  const home = [...new Set(api.map(({ from }) => from))];
  const of = home.length > 2 ? `${home.length} packages` : home.join(", ");
  const what = kind === "idea" ? kind : kind === "finding" ? "finding of the doctor" : `${kind} of ${of}`;
  const isFinding = kind === "finding";
  const rows: (readonly [string, string | readonly string[]])[] = [
    ...(meaning === undefined ? [] : [["what it is", meaning] as const]),
    ...(isFinding ? [["what it is", use] as const] : []),
    ...(kind === "function" ? [] : [["formula", formula] as const]),
    ...(range === undefined ? [] : [["range", range] as const]),
    ...(isFinding ? [] : [["use", use] as const]),
    ...(pitfall === "" ? [] : [[kind === "function" ? "besides" : "pitfall", pitfall] as const]),
    ...(remedies === undefined ? [] : [["what helps", remedies.map((remedy, i) => `${i + 1}. ${remedy}`)] as const]),
    ...(api.length === 0
      ? []
      : [["in code", [...imports(api), ...calls.flatMap(({ signature }) => signature.split("\n"))]] as const]),
    ...calls.filter(({ options }) => options.length > 0).map((call, _, all) => optionRow(call, all.length > 1)),
    ...calls.flatMap(({ example }) => (example === "" ? [] : [["example", example.split("\n")] as const])),
    ["source", reference],
    ...(seeAlso.length === 0 ? [] : [["see also", seeAlso.join(", ")] as const]),
  ];
  const gap = width - cellsOf(name) - cellsOf(what);
  const [title, under] = [style.bold(style.cyan(name)), style.dim(what)];
  return [
    ...(gap < 2 ? [title, under] : [`${title}${" ".repeat(gap)}${under}`]),
    "",
    ...besideNames(rows, { width, style }),
    ...(panels === undefined ? [] : ["", ...drawPanels(panels, { width: width - 4, rows: 9, style }).map(indented)]),
  ];
};

/** The options of a function, each with what it must be and what it is where it is left out. */
const optionRow = (
  { name, options }: ReferenceEntry,
  isOneOfSeveral: boolean,
): readonly [string, readonly string[]] => [
  isOneOfSeveral ? `options of ${name}` : "options",
  options.map(({ name, must, otherwise, says }) => {
    const left = otherwise === "" ? "" : otherwise === "needed" ? ", needed" : `; ${otherwise} unless said`;
    return `${name}: ${must}${left}.${says === "" ? "" : ` ${says}`}`;
  }),
];

const indented = (line: string): string => padEnd("", 2) + line;

/** How to import what lives in the API, a line for each package. */
const imports = (api: readonly Place[]): string[] =>
  [...new Set(api.map(({ from }) => from))].map((home) => {
    const names = api.filter(({ from }) => from === home).map((place) => place.export);
    return `import { ${names.join(", ")} } from "${home}";`;
  });
