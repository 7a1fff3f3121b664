import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { SearchOptions } from "@kaviar/architecture";
import { UsageError } from "../command/usage-error.ts";
import { type fitOptions, namesOfAgents } from "../fitting/options.ts";

/** What a search is about: "network" is one of networks for a table. */
export type Job = "table" | "network" | "image" | "sequence" | "text";

/** What a search for a network is about. */
export type Task = Exclude<Job, "table">;

/** What rows are to it. */
export const kinds = {
  image: "image",
  sequence: "sequence",
  text: "text",
  network: "table",
} as const satisfies Readonly<Record<Task, SearchOptions["task"]>>;

type Name = keyof typeof fitOptions;
type Given = { readonly [K in Name]?: unknown };

const always = [
  ...["target", "time", "metric", "workers", "holdout", "seed", "out", "resume", "watch"],
  ...["artifacts", ...namesOfAgents],
] as const satisfies readonly Name[];

/** The options that each job reads: all others are refused. */
const readBy: { readonly [J in Job]: readonly Name[] } = {
  table: [
    ...always,
    "evaluations",
    "sample",
    "preset",
    "folds",
    "group",
    "time-column",
    "prefer",
    "calibrate",
    "threshold",
    "warm-start",
  ],
  network: [...always, "trials", "epochs", "networks"],
  image: [...always, "trials", "epochs", "image", "size", "columns"],
  sequence: [...always, "trials", "epochs", "sequence", "series", "time-column"],
  text: [...always, "trials", "epochs", "text", "columns"],
};

const names: { readonly [J in Job]: string } = {
  table: "tables",
  network: "networks on a table",
  image: "images",
  sequence: "sequences",
  text: "texts",
};

/** What a search is about: as the options say, else as the data look. */
export const jobOf = (data: string, options: Given): Job => {
  if (!/[.*?[\]{}:]/.test(data) && !existsSync(data))
    throw new UsageError(`There is no folder ${data}.`, "Check the path; it starts at the folder the program runs in.");
  const job = said(options) ?? (isFolder(data) ? ofFolder(data) : options.networks === undefined ? "table" : "network");
  // What every command has, such as --json, is in none of the lists.
  const known = new Set(Object.values(readBy).flat());
  const stray = (Object.keys(options) as Name[]).find(
    (name) => options[name] !== undefined && known.has(name) && !readBy[job].includes(name),
  );
  if (stray === undefined) return job;
  const others = (Object.keys(readBy) as Job[]).filter((other) => readBy[other].includes(stray));
  throw new UsageError(
    `--${stray} is for ${others.map((other) => names[other]).join(" and ")}: ${data} is searched as ${names[job]}.`,
    "Leave it out, or say what the data are: --text COLUMN, --image COLUMN, --sequence; --networks for networks on a table.",
  );
};

const said = ({ text, image, sequence, series }: Given): Job | undefined =>
  text !== undefined
    ? "text"
    : image !== undefined
      ? "image"
      : sequence !== undefined || series !== undefined
        ? "sequence"
        : undefined;

const isFolder = (data: string): boolean => statSync(data, { throwIfNoEntry: false })?.isDirectory() === true;

const pictures = /\.(png|jpe?g|webp|gif|avif|tiff?|bmp)$/i;
const prose = /\.(txt|md|eml)$/i;
const tables = /\.(csv|tsv|ts)$/i;

/** As many files say what a folder is about. */
const enough = 10_000;

/** Files that say what they are, in a folder and in those right inside it: the first are enough. */
const ofFolder = (folder: string): Job => {
  const files: string[] = [];
  for (const each of [folder, ...foldersIn(folder)]) {
    if (files.length >= enough) break;
    for (const entry of readdirSync(each, { withFileTypes: true })) if (!entry.isDirectory()) files.push(entry.name);
  }
  const count = (kind: RegExp): number => files.filter((file) => kind.test(file)).length;
  const [images, texts, series] = [count(pictures), count(prose), count(tables)];
  if (images > 0 && images >= texts) return "image";
  if (texts > 0) return "text";
  throw new UsageError(
    `A folder has images or texts in it, a folder for each class: ${folder} has ${series > 0 ? "tables" : "neither"}.`,
    series > 0
      ? `If each is a sequence: --sequence. Rows of one table in many files: kaviar fit '${join(folder, "*.csv")}' --target COLUMN.`
      : "Give a folder such as photos/ with photos/cat/1.jpg and photos/dog/1.jpg.",
  );
};

const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .map(({ name }) => join(folder, name))
    .filter((path) => existsSync(path) && statSync(path).isDirectory());
