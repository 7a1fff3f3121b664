/**
 * The tables of what there is in the READMEs of packages/nn and packages/tabular and in their references, made from the cards and, where concepts
 * have none, from the first sentences of their doc comments. A test fails where they differ from the exports.
 *
 *     npx tsx scripts/concept-tables.ts
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { catalogues } from "../packages/nn/src/cards/cards.ts";
import { comparison } from "../packages/nn/src/cards/index.ts";
import * as layers from "../packages/nn/src/layers/index.ts";
import { tables as optionTables } from "../packages/nn/src/options.ts";
import * as splits from "../packages/nn/src/splits/index.ts";
import { cards as tabularCards, catalogues as tabularCatalogues } from "../packages/tabular/src/cards/cards.ts";
import { tables as tabularOptionTables } from "../packages/tabular/src/options.ts";
import { optionDocs } from "./option-docs.ts";

const path = (relative: string): string => fileURLToPath(new URL(`../packages/${relative}`, import.meta.url));

/** The READMEs with tables, by package. */
const pages = { nn: path("nn/README.md"), tabular: path("tabular/README.md") };
export type TabledPage = keyof typeof pages;

const sources = path("nn/src/");

type Row = readonly string[];

export const escapeCell = (text: string): string =>
  text.replace(/[|*_]/g, "\\$&").replace(/</g, "&lt;").replaceAll("\n", " ").trim();

interface CardRow {
  readonly export: string;
  readonly formula: string;
  readonly use: string;
}

/** Concepts of one card (`adam`, `scaleByAdam`) share a row. */
const fromCards = (cards: readonly CardRow[]): Row[] => {
  const rows = new Map<string, { readonly names: string[]; readonly rest: Row }>();
  for (const { export: name, formula, use } of cards) {
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

export const docsIn = (folder: string) =>
  optionDocs(
    new Map(
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => [file, readFileSync(`${folder}${file}`, "utf8")]),
    ),
  );

/** The option tables of a package, and what their comments say. */
interface Documented {
  readonly tables: typeof optionTables;
  readonly docsOf: ReturnType<typeof optionDocs>;
}

const documented: Readonly<Record<TabledPage, Documented>> = {
  nn: { tables: optionTables, docsOf: docsIn(sources) },
  tabular: { tables: tabularOptionTables, docsOf: docsIn(path("tabular/src/")) },
};

/** What stands in for an option that is left out. */
export const written = (value: unknown): string =>
  typeof value === "function" ? value.name || "a function" : JSON.stringify(value);

/** Each option of the concepts of a catalogue; those that have the same one share a row. */
const optionRows = ({ tables, docsOf }: Documented, concepts: object): Row[] => {
  const rows = new Map<string, { readonly owners: string[]; readonly rest: Row }>();
  for (const [owner, table] of [...tables].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!Object.hasOwn(concepts, owner)) continue;
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

interface ConceptTable {
  readonly title: string;
  readonly of: TabledPage;
  readonly concepts: object;
  readonly head: Row;
  readonly rows: () => Row[];
}

const nnTable = (title: string, kind: keyof typeof catalogues, head?: Row, rows?: () => Row[]): ConceptTable => ({
  title,
  of: "nn",
  concepts: catalogues[kind],
  head: head ?? [kind, "formula", "for"],
  rows: rows ?? (() => fromCards(comparison(kind))),
});

const tabularTable = (title: string, kind: keyof typeof tabularCatalogues): ConceptTable => ({
  title,
  of: "tabular",
  concepts: tabularCatalogues[kind],
  head: [kind === "evaluation" ? "function" : kind, "formula", "for"],
  rows: () => fromCards(tabularCards().filter((card) => card.kind === kind)),
});

const tables: Readonly<Record<string, ConceptTable>> = {
  layers: nnTable("Layers and combinators", "layer", ["layer", "what it does"], () => fromComments("layers", layers)),
  activations: nnTable("Activations", "activation"),
  losses: nnTable("Losses", "loss"),
  metrics: nnTable("Metrics", "metric"),
  initializers: nnTable("Initializers", "initializer"),
  optimizers: nnTable("Optimizers and their links", "optimizer"),
  schedules: nnTable("Schedules", "schedule"),
  regularizers: nnTable("Penalties", "regularizer"),
  augmentation: nnTable("Augmentation", "augmentation"),
  splits: nnTable("Splits, balance, thresholds", "split", ["function", "what it gives"], () =>
    fromComments("splits", splits),
  ),
  steps: tabularTable("Steps", "step"),
  models: tabularTable("Models", "model"),
  ensembles: tabularTable("Ensembles", "ensemble"),
  evaluation: tabularTable("Scores and explanations", "evaluation"),
};

export const markdown = (head: Row, rows: readonly Row[]): string[] =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);

const tableOf = (name: string): string => {
  const { title, of, concepts, head, rows } = tables[name]!;
  const all = rows();
  const options = optionRows(documented[of], concepts);
  return [
    `<details><summary>${title}: ${all.length}</summary>`,
    "",
    ...markdown(head, all),
    ...(options.length > 0 ? ["", ...markdown(["of", "option", "must be", "left out", "says"], options)] : []),
    "",
    "</details>",
  ].join("\n");
};

/** The tables of a package that compare, without options. */
export const comparisonsOf = (page: TabledPage): string[] =>
  Object.values(tables)
    .filter(({ of }) => of === page)
    .flatMap(({ title, head, rows }) => {
      const all = rows();
      return [`<details><summary>${title}: ${all.length}</summary>`, "", ...markdown(head, all), "", "</details>", ""];
    });

/** What there is, by name: a row for each table of a package, with a link to where it is told. */
const namesOf = (page: TabledPage): string =>
  markdown(
    ["", "there is"],
    Object.values(tables)
      .filter(({ of }) => of === page)
      .map(({ title, rows }) => [
        title,
        rows()
          .map(([names]) => names!)
          .join(" "),
      ]),
  ).join("\n");

/** Options of what the tables of a page name whose entry says nothing about them. */
export const optionsWithoutComment = (page: TabledPage): string[] => {
  const named = Object.values(tables).filter(({ of }) => of === page);
  const { tables: options, docsOf } = documented[page];
  return [...options].flatMap(([owner, table]) => {
    if (!named.some(({ concepts }) => Object.hasOwn(concepts, owner))) return [];
    const docs = docsOf(owner, Object.keys(table));
    return Object.keys(table).flatMap((name) => (docs.get(name)?.trim() ? [] : [`${name} of ${owner}`]));
  });
};

/** The page with every table as it should be. */
export const withTables = (text: string): string =>
  text
    .replace(
      /(<!-- table: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
      (_, open: string, name: string, close: string) => `${open}${tableOf(name)}\n${close}`,
    )
    .replace(
      /(<!-- names: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
      (_, open: string, page: TabledPage, close: string) => `${open}${namesOf(page)}\n${close}`,
    );

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const page of Object.values(pages)) writeFileSync(page, withTables(readFileSync(page, "utf8")));
}
