import { shuffled } from "@kaviar/base/random";
import type { Metric } from "@kaviar/nn";
import { dummy } from "../models/dummy.ts";
import { pipeline } from "../pipeline/pipeline.ts";
import type { TrainedPipeline } from "../pipeline/trained-pipeline.ts";
import type { Table } from "../table/table.ts";
import { fitAll, together } from "./fit-together.ts";
import type { Prepared } from "./prepare-search.ts";
import type { Candidate, Ensemble, Holdout } from "./result.ts";
import { actualOf, sayOf, scoreOf } from "./score-holdout.ts";

export interface Finished {
  readonly model: TrainedPipeline;
  readonly holdout: Holdout | undefined;
  readonly notes: readonly string[];
}

interface Means {
  readonly workers: number;
  /** Seconds that are left. */
  readonly left: () => number;
  readonly say: (doing: string) => void;
}

interface Found {
  readonly single: Candidate;
  readonly ensemble: Ensemble | undefined;
  /** The best of the linear models, to compare with. */
  readonly linear: Candidate | undefined;
}

/**
 * Fits what was found to the rows of the search and scores it on those held out, then fits it to all rows, where the time that
 * is left is enough for that.
 */
export const finish = async (
  { single, ensemble, linear }: Found,
  prepared: Prepared,
  { workers, left, say }: Means,
): Promise<Finished> => {
  const { table, whole, held, fit, metric } = prepared;
  const chosen = ensemble?.members.map(({ candidate }) => candidate) ?? [single];
  const joined = (fitted: readonly TrainedPipeline[]) => (ensemble ? together(ensemble, fitted) : fitted[0]!);
  const began = left();
  say(held ? `an honest score on ${held.rows} rows never looked at` : "the fit");
  const all = held ? [...new Set([...chosen, single, ...(linear ? [linear] : [])])] : chosen;
  const fitted = await fitAll(all, table, fit, workers);
  const of = (candidate: Candidate) => fitted[all.indexOf(candidate)]!;
  const model = joined(chosen.map(of));
  const took = began - left();
  const holdout =
    held &&
    (await scoreHoldout(model, held, metric, {
      dummy: await pipeline(dummy()).fit(table, { ...fit, threads: 1 }),
      linear: linear && of(linear),
      single: of(single),
      ensemble: ensemble && model,
    }));
  const most = rowsInTime(table.rows, took, left());
  if (whole.rows <= table.rows || most < enough * table.rows) {
    const isAll = whole.rows <= table.rows;
    return {
      model,
      holdout,
      notes: isAll ? [] : [`The model is fitted to ${table.rows} of ${whole.rows} rows: there was no time for more.`],
    };
  }
  const rows =
    most < whole.rows
      ? whole.take(
          shuffled(whole.rows, fit.seed ?? 0)
            .subarray(0, most)
            .sort(),
        )
      : whole;
  say(most < whole.rows ? `the fit to ${most} of ${whole.rows} rows` : "the fit to all rows");
  return {
    model: joined(await fitAll(chosen, rows, fit, workers)),
    holdout,
    notes:
      most < whole.rows ? [`The model is fitted to ${most} of ${whole.rows} rows: there was no time for more.`] : [],
  };
};

/** A fit to so many times the rows is worth its time. */
const enough = 1.05;

/** How many rows can be fitted to in the seconds that are left, a part of them kept for what comes after. */
const rowsInTime = (rows: number, took: number, left: number): number =>
  left === Number.POSITIVE_INFINITY ? left : Math.floor((rows * 0.8 * left) / Math.max(took, 1e-3));

const scoreHoldout = async (
  model: TrainedPipeline,
  held: Table,
  metric: Metric,
  compared: Readonly<Record<Compared, TrainedPipeline | undefined>>,
): Promise<Holdout> => {
  const scores: { readonly name: Compared; readonly score: number }[] = [];
  for (const [name, each] of Object.entries(compared))
    if (each) scores.push({ name: name as Compared, score: await scoreOf(each, held, metric) });
  return {
    rows: held.rows,
    score: scores.at(-1)!.score,
    compared: scores,
    actual: actualOf(model, held),
    predicted: await sayOf(model, held),
    table: held,
    model,
  };
};

type Compared = Holdout["compared"][number]["name"];
