import { shuffled } from "@kaviar/base/random";
import type { Metric } from "@kaviar/nn";
import { dummy } from "../../models/dummy.ts";
import { pipeline } from "../../pipeline/pipeline.ts";
import type { TrainedPipeline } from "../../pipeline/trained-pipeline.ts";
import type { Table } from "../../table/table.ts";
import { inOrder } from "../../workers/in-order.ts";
import type { Prepared } from "../preparing/prepare-search.ts";
import type { Candidate, Ensemble, Holdout } from "../result.ts";
import { fitAgain } from "./fit-again.ts";
import { fitAll, together } from "./fit-together.ts";
import { actualOf, sayOf, scoreOf } from "./score-holdout.ts";

export interface Finished {
  readonly model: TrainedPipeline;
  readonly holdout: Holdout | undefined;
  readonly notes: readonly string[];
}

export interface Means {
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
  const { table, whole, fit, metric } = prepared;
  const chosen = ensemble?.members.map(({ candidate }) => candidate) ?? [single];
  const joined = (fitted: readonly TrainedPipeline[]) => (ensemble ? together(ensemble, fitted) : fitted[0]!);
  const began = left();
  const asked = [...new Set([...chosen, single, ...(linear ? [linear] : [])])];
  const held = prepared.held && heldInTime(prepared.held, asked, began, fit.seed ?? 0);
  say(held ? `an honest score on ${held.rows} rows never looked at` : "the fit");
  const all = held ? asked : chosen;
  const missed: string[] = [];
  const seconds = new Map<Candidate, number>();
  const fitted = await inOrder(all, workers, async (candidate) => {
    const from = performance.now();
    try {
      return (await fitAll([candidate], table, fit, workers))[0];
    } catch (error) {
      if (chosen.includes(candidate)) throw error;
      missed.push(`${candidate.words} could not be fitted to be compared with: ${wordsOf(error)}`);
      return undefined;
    } finally {
      seconds.set(candidate, (performance.now() - from) / 1000);
    }
  });
  const of = (candidate: Candidate) => fitted[all.indexOf(candidate)];
  const members = chosen.map((candidate) => of(candidate)!);
  const model = joined(members);
  const holdout =
    held &&
    (await scoreHoldout(model, held, metric, {
      dummy: await pipeline(dummy()).fit(table, { ...fit, threads: 1 }),
      linear: linear && of(linear),
      single: of(single),
      ensemble: ensemble && model,
    }));
  const notes = [...missed, ...aboutHoldout(holdout, prepared)];
  if (whole.rows <= table.rows) return { model, holdout, notes };
  const again = await fitAgain(
    chosen.map((candidate, i) => ({
      candidate,
      fitted: members[i]!,
      seconds: seconds.get(candidate)!,
      weight: ensemble ? ensemble.members[i]!.weight : 1,
    })),
    prepared,
    { workers, left, say },
  );
  return { model: joined(again.fitted), holdout, notes: [...notes, ...again.notes] };
};

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The share of the time that is left which asking for predictions may take, and the fewest rows that are asked about. */
const asking = 0.25;
const leastHeld = 100;

/** The rows held out, or as many of them as can be asked about in time. */
const heldInTime = (held: Table, asked: readonly Candidate[], left: number, seed: number): Table => {
  const row = (2 * asked.reduce((sum, { thousandRowsSeconds }) => sum + thousandRowsSeconds, 0)) / 1000;
  const most = Math.max(leastHeld, Math.floor((asking * Math.max(left, 0)) / Math.max(row, 1e-9)));
  return most >= held.rows ? held : held.take(shuffled(held.rows, seed).subarray(0, most).sort());
};

/** What has to be known of an honest score. */
const aboutHoldout = (holdout: Holdout | undefined, { held, metric }: Prepared): readonly string[] => {
  if (!holdout || !held) return [];
  return [
    ...(holdout.rows < held.rows
      ? [`The honest score is of ${holdout.rows} of ${held.rows} rows held out: there was no time for more.`]
      : []),
    ...(Number.isNaN(holdout.score)
      ? [
          `There is no honest score: ${metric.name} says nothing of the ${holdout.rows} rows held out, which are all alike.`,
        ]
      : []),
  ];
};

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
