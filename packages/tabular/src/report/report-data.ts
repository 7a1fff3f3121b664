import { anything, notNegative, type OptionsOf, text } from "@kaviar/base/check";
import { bootstrap } from "@kaviar/base/numerics";
import type { Metric } from "@kaviar/nn";
import * as nn from "@kaviar/nn";
import type { AutofitOptions } from "../autofit/options.ts";
import type { AutofitResult } from "../autofit/result.ts";
import { type ClassTarget, type Label, type NumberTarget, takeTarget } from "../contract/target.ts";
import { options } from "../options.ts";
import { scoreAll } from "../pipeline/score.ts";
import type { Table } from "../table/table.ts";
import { adjustedShown } from "./adjusted-shown.ts";
import { boughtBy } from "./bought.ts";
import { explain } from "./explain.ts";
import type { FitReport, ShortProfile } from "./fit-report.ts";
import { groupedFailures } from "./grouped-failures.ts";
import { judge } from "./judge.ts";
import { learningOf } from "./learning.ts";
import { lineagesOf } from "./lineage.ts";
import { mistakesOf } from "./mistakes.ts";
import { placesOf, progressOf } from "./places.ts";
import { shortProfile } from "./short-profile.ts";
import { shownWords } from "./shown-words.ts";
import { trying } from "./trying.ts";
import { type Unseen, unseenOf } from "./unseen.ts";
import { usageOf } from "./usage.ts";

const read = options("reportData", {
  /** How the search was asked for: its groups, times, weights and seed hold here too. */
  search: anything<AutofitOptions>().optional(),
  /** Seconds that explanations may take: what there is no time for is left out, and named. */
  seconds: notNegative.default(20),
  /** The file that the table was read from. */
  source: text.optional(),
  /** What was typed to get here. */
  command: text.optional(),
  /** The folder that the model is written into. */
  folder: text.default("kaviar-model"),
});

export type ReportDataOptions = OptionsOf<typeof read>;

/** Classes that are explained each by itself. */
const mostClasses = 4;

/**
 * What a search has found and what the model does, as plain data: `renderFitReport` makes a page of it.
 *
 * ```ts
 * const found = await autofit(churn, { target: "churned" });
 * await writeFile("report.html", await renderFitReport(await reportData(found, churn)));
 * ```
 * It holds rows of the table, those that the model is most wrong about: share it as you would share these.
 */
export const reportData = async (
  result: AutofitResult,
  table: Table,
  given?: ReportDataOptions,
): Promise<FitReport> => {
  const { search, seconds, source, command, folder } = read(given);
  const end = performance.now() + 1000 * seconds;
  const left = (): number => Math.max(0, (end - performance.now()) / 1000);
  const { model, single, ensemble, holdout, leaderboard, failures, adjusted } = result;
  const target = model.target!;
  const seed = search?.seed ?? 0;
  const metric = (nn as unknown as Readonly<Record<string, Metric>>)[result.metric]!;
  const classes = result.classes.map(String);
  const omitted: string[] = [];
  const omit = (why: string): void => void omitted.push(why);
  const profile = shortProfile(table, target, seed);
  const unseen = unseenOf(result, table, target);
  // Before the explanations, which take what is left of the time.
  const judged = unseen && judge(unseen, metric, result.classes);
  const interval = holdout && unseen && bootstrap(holdout.rows, scoring(unseen, metric, result.classes), seed);
  const order = columnsOf(profile, model.inputs);
  const explained = await explain(result, table, {
    metric,
    seed,
    order,
    left,
    omit,
    classes: explainedClasses(result.classes, profile),
  });
  const fitted = ensemble?.members.map(({ candidate }) => candidate) ?? [single];
  const learning = await trying("The learning curve", omit, () =>
    learningOf((ensemble ?? single).pipeline, table, {
      metric,
      seconds: left(),
      fitSeconds: fitted.reduce((sum, { fitSeconds }) => sum + fitSeconds, 0),
      allRowsSeconds:
        (fitted.reduce((sum, { thousandRowsSeconds }) => sum + thousandRowsSeconds, 0) * table.rows) / 1000,
      fit: fitOf(search, target),
    }),
  );
  const important = explained.importance?.columns.map(({ column }) => column) ?? [];
  return {
    ...(source === undefined ? {} : { source }),
    ...(command === undefined ? {} : { command }),
    madeAt: Date.now(),
    target,
    task: classes.length > 0 ? "classes" : "numbers",
    classes: classes.map((label) => shownWords(label)),
    rows: table.rows,
    columns: table.columns.length,
    metric: { title: metric.about.name, better: metric.better, use: metric.about.use },
    seconds: result.seconds,
    counts: { scored: leaderboard.length, stopped: result.stopped, failed: failures.length },
    finalists: finalistsOf(result),
    chosen: result.chosen,
    folds: ensemble ? { mean: ensemble.score, std: ensemble.std } : { mean: single.score, std: single.std },
    ...(holdout && { honest: { score: holdout.score, rows: holdout.rows, ...(interval && { interval }) } }),
    bought: boughtBy(result),
    members: (ensemble?.members ?? [])
      .map(({ candidate: { trial, words }, weight }) => ({ trial, words: shownWords(words), weight }))
      .sort((a, b) => b.weight - a.weight),
    ...placesOf(result),
    lineages: lineagesOf(result),
    progress: progressOf(result),
    profile,
    ...(judged && { judged }),
    ...(adjusted && { adjusted: adjustedShown(adjusted) }),
    explained,
    ...(unseen && { mistakes: mistakesOf(unseen, classes, [...new Set([...important, ...order])]) }),
    ...(learning && { learning }),
    failures: groupedFailures(failures),
    notes: [...new Set([...result.notes, ...model.notes, `The search ended: ${result.ended}.`])],
    usage: usageOf(model, table, { folder, source }),
    omitted,
  };
};

const fitOf = (search: AutofitOptions | undefined, target: string) => {
  const { task, positive, weights, seed, group, time } = search ?? {};
  return { target, task, positive, weights, seed, group, time };
};

/** The columns of the model, those that say most of the target alone first. */
const columnsOf = ({ columns }: ShortProfile, inputs: readonly { readonly name: string }[]): readonly string[] => {
  const names = new Set(inputs.map(({ name }) => name));
  const profiled = columns.map(({ name }) => name).filter((name) => names.has(name));
  return [...new Set([...profiled, ...names])];
};

/** Of two classes the second, of more the commonest. */
const explainedClasses = (classes: readonly Label[], { target }: ShortProfile): readonly Label[] => {
  if (classes.length <= 2) return classes.slice(1);
  const places = new Map(target?.classes?.map(({ label }, i) => [label, i]));
  const place = (label: Label): number => places.get(String(label)) ?? classes.length;
  return classes.toSorted((a, b) => place(a) - place(b)).slice(0, mostClasses);
};

/** What the metric says of rows drawn from those that were held out. */
const scoring = ({ actual, said }: Unseen, metric: Metric, classes: readonly Label[]) => {
  const target: ClassTarget | NumberTarget =
    classes.length > 0
      ? { task: "classes", classes, codes: Int32Array.from(actual) }
      : { task: "numbers", values: Float64Array.from(actual) };
  const width = Math.max(classes.length, 1);
  return (rows: Int32Array): number => {
    const values = new Float64Array(rows.length * width);
    for (const [i, row] of rows.entries()) values.set(said.subarray(row * width, (row + 1) * width), i * width);
    return scoreAll([metric], takeTarget(target, rows), values)[metric.name]!;
  };
};

/** How many pipelines were scored on more folds than the others, and how many folds. */
const finalistsOf = ({ leaderboard, folds, repeats }: AutofitResult): FitReport["finalists"] =>
  repeats > 1
    ? { count: leaderboard.filter(({ scores }) => scores.length > folds).length, folds: folds * repeats, of: folds }
    : undefined;
