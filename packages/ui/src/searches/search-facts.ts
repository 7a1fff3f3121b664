import type { StudyRecord } from "@kaviar/tune";
import { type Fields, fieldsOf } from "./fields.ts";

/** What a study keeps of a search of pipelines, `autofit` or `kaviar fit`: older ones keep less. */
export interface SearchFacts {
  readonly target: string | undefined;
  readonly task: "classes" | "numbers" | undefined;
  readonly better: "higher" | "lower";
  readonly metric: { readonly name: string; readonly title: string } | undefined;
  readonly preset: string | undefined;
  readonly folds: number | undefined;
  /** Rows that are searched on, rows held out, and columns. */
  readonly rows: number | undefined;
  readonly held: number | undefined;
  readonly columns: number | undefined;
  /** Of the whole study where evaluations are counted, of the last run where it is a time. */
  readonly budget: { readonly evaluations: number } | { readonly milliseconds: number } | undefined;
  /** When the last run began, in milliseconds since 1970. */
  readonly beganAt: number | undefined;
  readonly notes: readonly string[];
  /** When no more pipelines were tried, and why. */
  readonly searched: { readonly at: number | undefined; readonly why: string | undefined } | undefined;
  /** What it came to; not there while it runs, and where it was ended from outside. */
  readonly ended: EndedSearch | undefined;
  /** What is kept and cannot be read, by name. */
  readonly unread: readonly string[];
}

interface EndedSearch {
  readonly at: number | undefined;
  readonly seconds: number | undefined;
  readonly chosen: "single" | "ensemble" | undefined;
  readonly single: ChosenPipeline | undefined;
  readonly ensemble: ChosenEnsemble | undefined;
  readonly holdout: SearchHoldout | undefined;
}

interface ChosenEnsemble {
  readonly score: number;
  readonly std: number | undefined;
  readonly members: readonly { readonly trial: number; readonly weight: number }[];
}

/** Rows that the search has never seen, and what is said of them. */
interface SearchHoldout {
  readonly rows: number | undefined;
  readonly score: number;
  readonly compared: readonly { readonly name: string; readonly score: number }[];
}

interface ChosenPipeline {
  readonly trial: number;
  /** By all folds that it was scored on, which may be more than those of the search. */
  readonly score: number;
  readonly std: number | undefined;
}

/** What the study of a search keeps; undefined where it is none of pipelines. */
export const searchFactsIn = ({ attributes, directions }: StudyRecord): SearchFacts | undefined => {
  const { "kaviar:fit": kept, "kaviar:search": begun } = attributes;
  if (kept === undefined && begun === undefined) return undefined;
  const unread: string[] = [];
  const fields = fieldsOf(kept, unread);
  // What a search was begun with was kept before there was more to be read.
  const settings = fieldsOf(begun).inner("settings") ?? fieldsOf(undefined);
  const metric = metricIn(fields, settings);
  const [searched, ended] = [fields.inner("searched"), fields.inner("ended")];
  return {
    target: fields.text("target") ?? settings.text("target"),
    task: fields.one("task", "classes", "numbers"),
    metric,
    preset: fields.text("preset") ?? settings.text("preset"),
    folds: fields.number("folds") ?? settings.number("folds"),
    rows: fields.number("rows"),
    held: fields.number("held"),
    columns: fields.number("columns"),
    budget: budgetIn(fields.inner("budget")),
    beganAt: fields.number("beganAt"),
    searched: searched && { at: searched.number("at"), why: searched.text("why") },
    ended: ended && endedIn(ended),
    better: directions[0] === "maximize" ? "higher" : "lower",
    notes: fields.texts("notes") ?? [],
    unread,
  };
};

const metricIn = (fields: Fields, settings: Fields): SearchFacts["metric"] => {
  const own = fields.inner("metric");
  const name = own?.text("name") ?? settings.text("metric");
  return name === undefined ? undefined : { name, title: own?.text("title") ?? name };
};

const budgetIn = (fields: Fields | undefined): SearchFacts["budget"] => {
  const evaluations = fields?.number("evaluations");
  const milliseconds = fields?.number("milliseconds");
  if (evaluations !== undefined) return { evaluations };
  return milliseconds === undefined ? undefined : { milliseconds };
};

const endedIn = (fields: Fields): EndedSearch => ({
  at: fields.number("at"),
  seconds: fields.number("seconds"),
  chosen: fields.one("chosen", "single", "ensemble"),
  single: chosenIn(fields.inner("single")),
  ensemble: ensembleIn(fields.inner("ensemble")),
  holdout: holdoutIn(fields.inner("holdout")),
});

const chosenIn = (fields: Fields | undefined): EndedSearch["single"] => {
  const [trial, score, std] = [fields?.number("trial"), fields?.number("score"), fields?.number("std")];
  return trial === undefined || score === undefined ? undefined : { trial, score, std };
};

const ensembleIn = (fields: Fields | undefined): EndedSearch["ensemble"] => {
  const score = fields?.number("score");
  if (fields === undefined || score === undefined) return undefined;
  const members = (fields.list("members") ?? []).flatMap((member) => {
    const [trial, weight] = [member.number("trial"), member.number("weight")];
    return trial === undefined || weight === undefined ? [] : [{ trial, weight }];
  });
  return { score, std: fields.number("std"), members };
};

const holdoutIn = (fields: Fields | undefined): EndedSearch["holdout"] => {
  const score = fields?.number("score");
  if (fields === undefined || score === undefined) return undefined;
  const compared = (fields.list("compared") ?? []).flatMap((each) => {
    const [name, score] = [each.text("name"), each.number("score")];
    return name === undefined || score === undefined ? [] : [{ name, score }];
  });
  return { rows: fields.number("rows"), score, compared };
};
