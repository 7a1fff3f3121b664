import { dummy } from "../models/dummy.ts";
import { pipeline } from "../pipeline/pipeline.ts";
import type { TrainedPipeline } from "../pipeline/trained-pipeline.ts";
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
  let holdout: Holdout | undefined;
  if (held) {
    say(`an honest score on ${held.rows} rows never looked at`);
    const before = left();
    const all = [...new Set([...chosen, single, ...(linear ? [linear] : [])])];
    const fitted = await fitAll(all, table, fit, workers);
    const of = (candidate: Candidate) => fitted[all.indexOf(candidate)]!;
    const majority = await pipeline(dummy()).fit(table, { ...fit, threads: 1 });
    const model = ensemble ? together(ensemble, chosen.map(of), table) : of(single);
    const compared = [
      { name: "dummy" as const, model: majority },
      ...(linear ? [{ name: "linear" as const, model: of(linear) }] : []),
      { name: "single" as const, model: of(single) },
      ...(ensemble ? [{ name: "ensemble" as const, model }] : []),
    ];
    const scores: { readonly name: (typeof compared)[number]["name"]; readonly score: number }[] = [];
    for (const each of compared) scores.push({ name: each.name, score: await scoreOf(each.model, held, metric) });
    const took = before - left();
    holdout = {
      rows: held.rows,
      score: scores.at(-1)!.score,
      compared: scores,
      actual: actualOf(model, held),
      predicted: await sayOf(model, held),
    };
    if (took * 1.1 * (whole.rows / table.rows) > left()) {
      return {
        model,
        holdout,
        notes: [`The model is fitted to the ${table.rows} rows of the search: there was no time for all.`],
      };
    }
  }
  say("the fit to all rows");
  const fitted = await fitAll(chosen, held ? whole : table, fit, workers);
  return { model: ensemble ? together(ensemble, fitted, held ? whole : table) : fitted[0]!, holdout, notes: [] };
};
