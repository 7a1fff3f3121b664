import { flag, law, oneOf, text, whole } from "@kaviar/base/check";
import * as nn from "@kaviar/nn";
import {
  accuracy,
  balancedAccuracy,
  cohenKappa,
  f1,
  intersectionOverUnion,
  type Metric,
  matthewsCorrelation,
} from "@kaviar/nn";
import type { Duration } from "@kaviar/tune";
import type { Label } from "../contract/target.ts";
import type { Grammar } from "../grammar/grammar.ts";
import { type PresetName, presets } from "../grammar/presets.ts";
import { optionsOf } from "../options.ts";
import { fitLaws } from "../pipeline/fit-options.ts";
import type { Table } from "../table/table.ts";
import type { Earlier } from "./preparing/warm-start.ts";

/** How long a search goes on: so many pipelines, or so much time, all that comes after them included. */
export type Budget = { readonly evaluations: number } | { readonly time: Duration };

/** Metrics of two classes that are best at some threshold between saying one class always and saying it never. */
export const thresholdMetrics = {
  accuracy,
  balancedAccuracy,
  cohenKappa,
  f1,
  intersectionOverUnion,
  matthewsCorrelation,
} satisfies Readonly<Record<string, Metric>>;

export type ThresholdMetric = keyof typeof thresholdMetrics;

export interface AutofitOptions {
  /** The column to predict. */
  readonly target: string;
  /** A minute unless said. By pipelines the same search gives the same result, for any number of workers. */
  readonly budget?: Budget | undefined;
  /** What is to become best, a metric of nn or its name: the AUC of two classes, log loss of more, RMSE of numbers. */
  readonly metric?: Metric | string | undefined;
  /** What the search is after. */
  readonly preset?: PresetName | undefined;
  /** How many folds each pipeline is scored on. */
  readonly folds?: number | undefined;
  /** How many processes; as many as the machine has cores unless said. */
  readonly workers?: number | undefined;
  readonly seed?: number | undefined;
  /** Ends the search when it is aborted: what was found by then is the result. */
  readonly signal?: AbortSignal | undefined;
  /** What pipelines are made of besides, or the URL of a module whose default export says so. */
  readonly grammar?: Grammar | URL | string | undefined;
  /** Rows that the search never sees, to be honest in the end: a share, a table, or "none". */
  readonly holdout?: number | "none" | Table | undefined;
  /** A column: rows of one group (a patient, a customer) are in one fold. It is no feature then. */
  readonly group?: string | undefined;
  /** A column: what comes later is predicted from what came before. It stays a feature. */
  readonly time?: string | undefined;
  readonly task?: "classes" | "numbers" | undefined;
  readonly positive?: Label | undefined;
  /** The best pipeline or ensemble, or the simplest pipeline that is worse by no more than one standard error. */
  readonly prefer?: "best" | "simple" | undefined;
  /** Whether probabilities of classes are made to mean what they say, by what was said of rows held out. */
  readonly calibrate?: boolean | undefined;
  /** Of two classes: the metric that labels are to be best by, instead of being cut at a half. */
  readonly threshold?: ThresholdMetric | undefined;
  /** The name of a column that says how much rows count; it is no feature then. */
  readonly weights?: string | undefined;
  /** Where the study of the search is kept, and under which name: see `createStudy` of @kaviar/tune. */
  readonly storage?: string | undefined;
  readonly name?: string | undefined;
  /** Where machines share what belongs to the study: `"s3://bucket/prefix"`, or a folder. */
  readonly artifacts?: string | undefined;
  /** Where the search keeps its own files: one that is to be resumed needs a folder that stays. */
  readonly folder?: string | undefined;
  /** Another search whose best pipelines are tried early: its study, or where that is and what it is called. */
  readonly warmStart?: Earlier | undefined;
}

const isBudget = (value: unknown): boolean => {
  if (typeof value !== "object" || value === null) return false;
  const names = Object.keys(value);
  const { evaluations, time } = value as { evaluations?: unknown; time?: unknown };
  if (names.length !== 1) return false;
  return names[0] === "evaluations"
    ? Number.isSafeInteger(evaluations) && (evaluations as number) > 0
    : names[0] === "time" && (typeof time === "string" || (typeof time === "number" && time > 0));
};

const isMetric = (value: unknown): boolean => typeof value === "function" && "better" in value;

const isMetricName = (value: unknown): boolean =>
  typeof value === "string" && Object.hasOwn(nn, value) && isMetric((nn as Readonly<Record<string, unknown>>)[value]);

const isTable = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "rows" in value && "data" in value;

const isEarlier = (value: unknown): boolean => {
  if (typeof value !== "object" || value === null) return false;
  const { trials, storage, name } = value as { trials?: unknown; storage?: unknown; name?: unknown };
  return typeof name === "string" && (Array.isArray(trials) || typeof storage === "string");
};

const { seed, signal, task, positive } = fitLaws;

/** The share of the rows that is held out unless said. */
export const usualHoldout = 0.2;

/** The laws of what any search over pipelines takes. */
export const searchLaws = {
  /** The column to predict. */
  target: text.remedy('Name a column: { target: "churned" }.'),
  /** What is to become best: a metric of nn, or its name. */
  metric: law<Metric | string>(
    "a metric of @kaviar/nn, or its name",
    (value) => isMetric(value) || isMetricName(value),
    'Give rocAuc, logLoss, rmse, …, or "rocAuc".',
  ).optional(),
  /** What the search is after. */
  preset: oneOf(...(Object.keys(presets) as PresetName[])).default("balanced"),
  /** How many folds each pipeline is scored on. */
  folds: whole(2).default(5),
  seed,
  task,
  positive,
};

export const readAutofitOptions = optionsOf<AutofitOptions>()("autofit", {
  target: searchLaws.target,
  /** A minute unless said. By pipelines the same search gives the same result, for any number of workers. */
  budget: law<Budget>(
    '{ evaluations: 300 } or { time: "60s" }',
    isBudget,
    "Give a number of pipelines, or a time, not both.",
  ).default({ time: "60s" }),
  metric: searchLaws.metric,
  preset: searchLaws.preset,
  folds: searchLaws.folds,
  /** How many processes; as many as the machine has cores unless said. */
  workers: whole(1).optional(),
  seed,
  signal,
  /** What pipelines are made of besides, or the URL of a module whose default export says so. */
  grammar: law<Grammar | URL | string>(
    "a grammar, or the URL of a module that exports one",
    (value) => typeof value === "string" || (typeof value === "object" && value !== null),
  ).optional(),
  /** Rows that the search never sees: a share, a table, or "none". */
  holdout: law<number | "none" | Table>(
    'a share of the rows between 0 and 1, a table, or "none"',
    (value) => value === "none" || (typeof value === "number" && value > 0 && value < 1) || isTable(value),
  ).default(usualHoldout),
  /** A column: rows of one group (a patient, a customer) are in one fold. It is no feature then. */
  group: text.optional(),
  /** A column: what comes later is predicted from what came before. It stays a feature. */
  time: text.optional(),
  task,
  positive,
  /** The best pipeline or ensemble, or the simplest pipeline that is worse by no more than one standard error. */
  prefer: oneOf("best", "simple").default("best"),
  /** Whether probabilities of classes are made to mean what they say, by what was said of rows held out. */
  calibrate: flag.default(false),
  /** Of two classes: the metric that labels are to be best by, instead of being cut at a half. */
  threshold: oneOf(...(Object.keys(thresholdMetrics) as ThresholdMetric[])).optional(),
  /** The name of a column that says how much rows count; it is no feature then. */
  weights: text.optional(),
  /** Where the study of the search is kept: see `createStudy` of @kaviar/tune. */
  storage: text.default("memory"),
  /** The name of the study. */
  name: text.optional(),
  /** Where machines share what belongs to the study: a part of a bucket, or a folder. */
  artifacts: text.optional(),
  /** Where the search keeps its own files: one that is to be resumed needs a folder that stays. */
  folder: text.optional(),
  /** Another search whose best pipelines are tried early: its study, or where that is and what it is called. */
  warmStart: law<Earlier>('a study, or { storage: "sqlite:kaviar.db", name: "churn-january" }', isEarlier).optional(),
});
