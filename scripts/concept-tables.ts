/**
 * The tables of what there is in packages/nn/README.md, made from the cards and, where concepts have none, from the first
 * sentences of their doc comments. A test fails where they differ from the exports.
 *
 *     npx tsx scripts/concept-tables.ts
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { catalogues } from "../packages/nn/src/cards/cards.ts";
import { type CardKind, comparison } from "../packages/nn/src/cards/index.ts";
import * as layers from "../packages/nn/src/layers/index.ts";
import { tables as optionTables } from "../packages/nn/src/options.ts";
import * as splits from "../packages/nn/src/splits/index.ts";
import { optionDocs } from "./option-docs.ts";

const page = fileURLToPath(new URL("../packages/nn/README.md", import.meta.url));
const sources = fileURLToPath(new URL("../packages/nn/src/", import.meta.url));

type Row = readonly string[];

const escapeCell = (text: string): string =>
  text.replace(/[|*_]/g, "\\$&").replace(/</g, "&lt;").replaceAll("\n", " ").trim();

/** Concepts of one card (`adam`, `scaleByAdam`) share a row. */
const fromCards = (kind: CardKind): Row[] => {
  const rows = new Map<string, { readonly names: string[]; readonly rest: Row }>();
  for (const { export: name, formula, use } of comparison(kind)) {
    const place = rows.get(`${formula} ${use}`) ?? { names: [], rest: [escapeCell(formula), escapeCell(use)] };
    place.names.push(`\`${name}\``);
    rows.set(`${formula} ${use}`, place);
  }
  return [...rows.values()].map(({ names, rest }) => [names.join(" "), ...rest]);
};

/** Exported beside the concepts of their folders, to build or look at them with. */
const tools = new Set(["applyLayer", "initialize", "initializerFor", "inside"]);

/** Every function of a folder, and the first sentence about it. */
const fromComments = (folder: string, exported: object): Row[] =>
  readdirSync(`${sources}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [
      ...readFileSync(`${sources}${folder}/${file}`, "utf8").matchAll(
        /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport (?:const|function\*?) (\w+)/g,
      ),
    ])
    .map(([, comment, name]): [string, string] => [name!, firstSentence(comment!)])
    .filter(([name]) => name in exported && !tools.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, sentence]) => [`\`${name}\``, escapeCell(sentence)]);

const firstSentence = (comment: string): string => {
  const text = comment
    .replace(/^\s*\* ?/gm, "")
    .trim()
    .split("\n\n")[0]!
    .replaceAll("\n", " ");
  return (text.match(/^.*?\.(?= |$)/)?.[0] ?? text).replace(/:?$/, (colon) => (colon ? "." : ""));
};

const docsOf = optionDocs(
  new Map(
    readdirSync(sources, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => [file, readFileSync(`${sources}${file}`, "utf8")]),
  ),
);

/** What stands in for an option that is left out. */
const written = (value: unknown): string =>
  typeof value === "function" ? value.name || "a function" : JSON.stringify(value);

/** Each option of the concepts of a kind; those that have the same one share a row. */
const optionRows = (kind: CardKind): Row[] => {
  const rows = new Map<string, { readonly owners: string[]; readonly rest: Row }>();
  for (const [owner, table] of [...optionTables].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!Object.hasOwn(catalogues[kind], owner)) continue;
    const docs = docsOf(owner, Object.keys(table));
    for (const [name, { says, presence, otherwise }] of Object.entries(table)) {
      const otherwiseSays =
        presence === "required" ? "needed" : presence === "optional" ? "–" : `\`${written(otherwise)}\``;
      const rest = [escapeCell(says), otherwiseSays, escapeCell(firstSentence(docs.get(name) ?? ""))];
      const place = rows.get(`${name} ${rest.join(" ")}`) ?? { owners: [], rest: [`\`${name}\``, ...rest] };
      place.owners.push(`\`${owner}\``);
      rows.set(`${name} ${rest.join(" ")}`, place);
    }
  }
  return [...rows.values()].map(({ owners, rest }) => [owners.join(" "), ...rest]);
};

const tables: Readonly<
  Record<string, { readonly title: string; readonly kind: CardKind; readonly head: Row; readonly rows: () => Row[] }>
> = {
  layers: {
    title: "Layers and combinators",
    kind: "layer",
    head: ["layer", "what it does"],
    rows: () => fromComments("layers", layers),
  },
  ...Object.fromEntries(
    (
      [
        ["activations", "Activations", "activation"],
        ["losses", "Losses", "loss"],
        ["metrics", "Metrics", "metric"],
        ["initializers", "Initializers", "initializer"],
        ["optimizers", "Optimizers and their links", "optimizer"],
        ["schedules", "Schedules", "schedule"],
        ["regularizers", "Penalties", "regularizer"],
        ["augmentation", "Augmentation", "augmentation"],
      ] as const
    ).map(([name, title, kind]) => [
      name,
      { title, kind, head: [kind, "formula", "for"], rows: () => fromCards(kind) },
    ]),
  ),
  splits: {
    title: "Splits, balance, thresholds",
    kind: "split",
    head: ["function", "what it gives"],
    rows: () => fromComments("splits", splits),
  },
};

const markdown = (head: Row, rows: readonly Row[]): string[] =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);

const tableOf = (name: string): string => {
  const { title, kind, head, rows } = tables[name]!;
  const all = rows();
  const options = optionRows(kind);
  return [
    `<details><summary>${title}: ${all.length}</summary>`,
    "",
    ...markdown(head, all),
    ...(options.length > 0 ? ["", ...markdown(["of", "option", "must be", "left out", "says"], options)] : []),
    "",
    "</details>",
  ].join("\n");
};

/** Options whose entry in their table says nothing about them. */
export const optionsWithoutComment = (): string[] =>
  [...optionTables].flatMap(([owner, table]) => {
    const docs = docsOf(owner, Object.keys(table));
    return Object.keys(table).flatMap((name) => (docs.get(name)?.trim() ? [] : [`${name} of ${owner}`]));
  });

/** The page with every table as it should be. */
export const withTables = (text: string): string =>
  text.replace(
    /(<!-- table: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, open: string, name: string, close: string) => `${open}${tableOf(name)}\n${close}`,
  );

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(page, withTables(readFileSync(page, "utf8")));
}
