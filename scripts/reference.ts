/**
 * The reference of the packages, one page each: every function that is exported, with its signature, its comment, its card,
 * its options with their laws and defaults, and its example. All of it stands in the sources already; a test fails where a
 * page differs.
 *
 *     npx tsx scripts/reference.ts
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Card } from "@kaviar/base/card";
import type { OptionTable } from "@kaviar/base/check";
import * as architecture from "../packages/architecture/src/index.ts";
import { tables as architectureTables } from "../packages/architecture/src/options.ts";
import type { ReferenceEntry, ReferenceOption } from "../packages/kaviar/src/learning/reference.ts";
import * as nn from "../packages/nn/src/index.ts";
import { tables as nnTables } from "../packages/nn/src/options.ts";
import * as tabular from "../packages/tabular/src/index.ts";
import { tables as tabularTables } from "../packages/tabular/src/options.ts";
import { tables as tensorTables } from "../packages/tensor/src/errors/options.ts";
import * as tensor from "../packages/tensor/src/index.ts";
import * as tune from "../packages/tune/src/index.ts";
import { tables as tuneTables } from "../packages/tune/src/options.ts";
import { comparisonsOf, docsIn, escapeCell, markdown, written } from "./concept-tables.ts";
import { declared } from "./declarations.ts";

const path = (relative: string): string => fileURLToPath(new URL(`../${relative}`, import.meta.url));

interface Package {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly tables: ReadonlyMap<string, OptionTable>;
  readonly about: string;
}

const packages = {
  nn: { exports: nn, tables: nnTables, about: "Layers, losses, optimizers, training." },
  tensor: { exports: tensor, tables: tensorTables, about: "Tensors, derivatives, graphs." },
  tune: { exports: tune, tables: tuneTables, about: "Search spaces, samplers, pruners, studies." },
  tabular: { exports: tabular, tables: tabularTables, about: "Tables, and what is fitted to them." },
  architecture: {
    exports: architecture,
    tables: architectureTables,
    about: "Networks that find themselves: reading, searching, files.",
  },
} as const satisfies Readonly<Record<string, Package>>;

export type ReferencedPackage = keyof typeof packages;

export const referencedPackages = Object.keys(packages) as ReferencedPackage[];

const docs = new Map<ReferencedPackage, ReturnType<typeof docsIn>>();

const optionsOf = (home: ReferencedPackage, owner: string): readonly ReferenceOption[] => {
  const table = packages[home].tables.get(owner);
  if (!table) return [];
  const docsOf = docs.get(home) ?? docsIn(path(`packages/${home}/src/`));
  docs.set(home, docsOf);
  const comments = docsOf(owner, Object.keys(table));
  return Object.entries(table).map(([name, { says, presence, otherwise }]) => ({
    name,
    must: says,
    otherwise: presence === "required" ? "needed" : presence === "optional" ? "" : written(otherwise),
    says: (comments.get(name) ?? "")
      .replaceAll(/^\s*\* ?/gm, "")
      .replaceAll(/\s+/g, " ")
      .trim(),
  }));
};

/** Every function of a package, and what else of it has a card, by folder and name. */
export const entriesOf = (home: ReferencedPackage): readonly ReferenceEntry[] => {
  const index = path(`packages/${home}/dist/index.d.ts`);
  return Object.entries(packages[home].exports as Package["exports"])
    .filter(([, value]) => typeof value === "function" || cardOf(value))
    .flatMap(([name]): ReferenceEntry[] => {
      const found = declared(index, name);
      if (!found) throw new Error(`${home} exports ${name}, but its declarations have none: npm run build.`);
      const [, example = ""] = /```ts\n(.*?)\n```/s.exec(found.comment) ?? [];
      const says = found.comment
        .replaceAll(/```ts\n.*?\n```/gs, "")
        .replaceAll(/\n{2,}/g, "\n\n")
        .trim();
      return [
        {
          name,
          from: `@kaviar/${home}`,
          folder: found.folder,
          signature: found.signature,
          says,
          example,
          options: optionsOf(home, name),
        },
      ];
    })
    .sort((a, b) => (a.folder === b.folder ? (a.name < b.name ? -1 : 1) : a.folder < b.folder ? -1 : 1));
};

const cardOf = (value: unknown): Card | undefined =>
  (typeof value === "function" || typeof value === "object") && value !== null
    ? (value as { readonly about?: Card }).about
    : undefined;

const cardLines = ({ formula, range, use, pitfall, reference }: Card): string[] =>
  [
    ["formula", formula],
    ...(range === undefined ? [] : [["range", range]]),
    ["for", use],
    ["pitfall", pitfall],
    ["source", reference],
  ].map(([what, text]) => `- **${what}**: ${escapeCell(text!)}`);

const entryLines = ({ name, signature, says, example, options }: ReferenceEntry, card: Card | undefined): string[] => [
  `### \`${name}\``,
  "",
  "```ts",
  signature,
  "```",
  "",
  ...(says === "" ? [] : [says, ""]),
  ...(card ? [...cardLines(card), ""] : []),
  ...(options.length > 0
    ? [
        ...markdown(
          ["option", "must be", "left out", "says"],
          options.map(({ name, must, otherwise, says }) => [
            `\`${name}\``,
            escapeCell(must),
            otherwise === "" ? "–" : otherwise === "needed" ? otherwise : `\`${otherwise.replaceAll("|", "\\|")}\``,
            escapeCell(says),
          ]),
        ),
        "",
      ]
    : []),
  ...(example === "" ? [] : ["```ts", example, "```", ""]),
];

/** The page of a package. */
export const referencePage = (home: ReferencedPackage): string => {
  const { about, exports } = packages[home];
  const entries = entriesOf(home);
  const folders = [...new Set(entries.map(({ folder }) => folder))];
  const of = (folder: string) => entries.filter((entry) => entry.folder === folder);
  const title = (folder: string) => (folder === "" ? "besides" : folder);
  return [
    `# Reference of @kaviar/${home}`,
    "",
    `${about} Every function with its signature, its options and their defaults, what it is for and what goes wrong.`,
    "Made of the tables that check the options by `npx tsx scripts/reference.ts`; `kaviar explain NAME` says the same on a",
    "terminal.",
    "",
    ...folders.map(
      (folder) =>
        `- **${title(folder)}**: ${of(folder)
          .map(({ name }) => `[${name}](#${name.toLowerCase()})`)
          .join(" ")}`,
    ),
    "",
    ...(home === "nn" ? ["## Compared", "", ...comparisonsOf(home)] : []),
    ...folders.flatMap((folder) => [
      `## ${title(folder)}`,
      "",
      ...of(folder).flatMap((entry) => entryLines(entry, cardOf((exports as Package["exports"])[entry.name]))),
    ]),
  ]
    .join("\n")
    .trimEnd()
    .concat("\n");
};

/** Where the page of a package lies, from the root. */
export const referenceFile = (home: ReferencedPackage): string => `docs/reference/${home}.md`;

/** The same as data, for `kaviar explain`: a line for each. */
export const referenceData = (): string => {
  const lines = referencedPackages.flatMap((home) => entriesOf(home)).map((entry) => `  ${JSON.stringify(entry)},\n`);
  return `// By \`npx tsx scripts/reference.ts\`, of what the packages say of themselves.
import type { ReferenceEntry } from "./reference.ts";

export const entries: readonly ReferenceEntry[] = [
${lines.join("")}];
`;
};

/** Where those data lie. */
export const dataFile = "packages/kaviar/src/learning/reference-entries.ts";

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(path("docs/reference"), { recursive: true });
  for (const home of referencedPackages) writeFileSync(path(referenceFile(home)), referencePage(home));
  writeFileSync(path(dataFile), referenceData());
}
