import { anything, flag, law, oneOf, text, whole } from "@kaviar/base/check";
import type { Duration } from "@kaviar/tune";
import type { Architecture } from "../contract/architecture.ts";
import type { Kind } from "../contract/facts.ts";
import { metricNamed } from "../evaluation/score.ts";
import { optionsOf } from "../options.ts";
import { isArchitecture } from "../spaces/read-architecture.ts";
import { holdoutLaw } from "./deal-rows.ts";

/** How long a search goes on: so much time, all that comes after it included; or so many candidates, each for so many epochs at most. */
export type Budget = { readonly time: Duration } | { readonly trials: number; readonly epochs?: number };

export interface SearchOptions {
  /** What rows are. */
  readonly task: Kind;
  /** A minute unless said. */
  readonly budget?: Budget | undefined;
  /** Where to look: all families of the kind unless said. With families of your own in it, for workers, the URL of a module whose default export it is. */
  readonly space?: Architecture | URL | string | undefined;
  /** How many processes; as many as the machine has cores unless said. */
  readonly workers?: number | undefined;
  readonly seed?: number | undefined;
  /** The name of a metric of nn that is to become best: accuracy of classes, R² of numbers unless said. */
  readonly metric?: string | undefined;
  /** What targets are, where they do not look like it. */
  readonly target?: "classes" | "numbers" | undefined;
  /** The share of the rows that the search never sees, to be honest in the end; a fifth unless said, none of few rows. */
  readonly holdout?: number | "none" | undefined;
  /** Whether several networks may be put together in the end. */
  readonly ensemble?: boolean | undefined;
  /** Ends the search when it is aborted: what was found by then is the result. */
  readonly signal?: AbortSignal | undefined;
  /** Where the study of the search is kept, and under which name: see `createStudy` of @kaviar/tune. */
  readonly storage?: string | undefined;
  readonly name?: string | undefined;
  /** Where the search keeps its own files: one that is to be resumed needs a folder that stays. */
  readonly folder?: string | undefined;
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;

const isBudget = (value: unknown): boolean => {
  if (typeof value !== "object" || value === null) return false;
  const { trials, time, epochs, ...rest } = value as Readonly<Record<string, unknown>>;
  if (Object.keys(rest).length > 0 || (time === undefined) === (trials === undefined)) return false;
  if (time !== undefined)
    return epochs === undefined && (typeof time === "string" || (typeof time === "number" && time > 0));
  return isCount(trials) && (epochs === undefined || isCount(epochs));
};

export const readSearchOptions = optionsOf<SearchOptions>()("searchNetwork", {
  /** What rows are: images, sequences, texts, or rows of a table. */
  task: oneOf("image", "sequence", "text", "table"),
  /** How long it goes on: a time, or a number of candidates. */
  budget: law<Budget>(
    '{ time: "5m" }, { trials: 30 } or { trials: 30, epochs: 20 }',
    isBudget,
    "Give a time, or a number of candidates, not both.",
  ).default({ time: "60s" }),
  /** Where to look for a network: an architecture, or the URL of a module that exports one. */
  space: law<Architecture | URL | string>(
    "an architecture, or the URL of a module whose default export is one",
    (value) => isArchitecture(value) || value instanceof URL || typeof value === "string",
    'architecture.image({ families: ["plain"] })',
  ).optional(),
  /** How many processes; as many as the machine has cores unless said. */
  workers: whole(1).optional(),
  /** All randomness follows from it. With a time the search differs nevertheless: how far it comes does. */
  seed: whole(0).default(0),
  /** What is to become best: the name of a metric of nn. */
  metric: law<string>(
    "the name of a metric of @kaviar/nn",
    (value) => typeof value === "string" && typeof metricNamed(value) === "function" && "better" in metricNamed(value),
    '"accuracy", "logLoss", "rmse", …',
  ).optional(),
  /** What targets are, where they do not look like it. */
  target: oneOf("classes", "numbers").optional(),
  /** The share of the rows that the search never sees, or "none". */
  holdout: holdoutLaw.optional(),
  /** Whether several networks may be put together in the end. */
  ensemble: flag.default(true),
  /** Ends the search: what was found by then is the result. */
  signal: anything<AbortSignal>().optional(),
  /** Where the study is kept: see `createStudy` of @kaviar/tune. */
  storage: text.default("memory"),
  /** The name of the study. */
  name: text.optional(),
  /** Where the search keeps its own files: one that is to be resumed needs a folder that stays. */
  folder: text.optional(),
});

export type Options = ReturnType<typeof readSearchOptions>;
