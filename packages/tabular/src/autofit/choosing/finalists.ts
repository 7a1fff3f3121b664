import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { deviationOf, meanOf } from "@kaviar/base/numerics";
import { createStudy, type History, type Sampler } from "@kaviar/tune";
import { type HeldOut, heldOutIn } from "../../search/held-out.ts";
import type { Prepared } from "../preparing/prepare-search.ts";
import type { Candidate } from "../result.ts";
import { directionsOf } from "../searching/directions-of.ts";
import { type Evaluating, evaluatorFor } from "../searching/evaluator-for.ts";

/** A candidate that was scored on other folds too, and what it said of each row held out, deal after deal. */
export interface Finalist {
  readonly candidate: Candidate;
  readonly said: Float64Array;
}

interface Finals extends Evaluating {
  /** The study of the search. */
  readonly history: History;
  /** What its pipelines said of rows held out. */
  readonly heldOut: HeldOut;
  /** Seconds that it may take. */
  readonly time: number;
  readonly say: (doing: string) => void;
  readonly signal: AbortSignal | undefined;
}

/** Processes that start, and what is fitted besides. */
const starting = 1.5;

/** Who is scored on other folds: those without whom there would be no choice, and others while there is time, the best first. */
interface Likely {
  readonly needed: readonly Candidate[];
  readonly besides: readonly Candidate[];
}

/** The longest that one may take where there is no time, in seconds. */
const longest = 600;

/**
 * Scores the candidates that may be chosen on other folds as well: on few rows the best score of many is in part the luck of
 * one deal. As many deals, and as many candidates, as there is time for; none where that is not enough for those who are
 * needed: a choice among some of them would be worse than that by the first deal among all.
 */
export const finalistsOf = async (
  { needed, besides }: Likely,
  prepared: Prepared,
  { history, heldOut, time, say, signal, ...evaluating }: Finals,
): Promise<readonly Finalist[]> => {
  const { workers, folder, species } = evaluating;
  const folds = prepared.splits.length;
  const costOf = (among: readonly Candidate[], deals: number): number =>
    starting + (among.reduce((sum, { fitSeconds }) => sum + fitSeconds, 0) * folds * deals) / workers;
  let among = [...needed, ...besides];
  const affordable = prepared.otherFolds.findLastIndex((_, i) => costOf(among, i + 1) <= time);
  const deals = prepared.otherFolds.slice(0, Math.max(affordable, 0) + 1);
  while (among.length > needed.length && costOf(among, deals.length) > time) among = among.slice(0, -1);
  if (deals.length === 0 || costOf(among, deals.length) > time || signal?.aborted) return [];
  say(`${among.length} finalists on other folds`);
  // Several processes may work on one search: each has finalists of its own.
  const own = await mkdtemp(join(folder, "finals-"));
  const { evaluator, memory } = await evaluatorFor(
    prepared,
    { splits: deals.flat(), repeats: deals.length, first: folds },
    { ...evaluating, folder: own },
  );
  const params = among.map(({ trial }) => history.trials[trial]!.params);
  const sampler: Sampler = {
    name: "finalists",
    propose: ({ number }) => ({ params: params[number]!, why: "a finalist" }),
  };
  const study = await createStudy({ storage: "memory", sampler, directions: directionsOf(prepared.metric) });
  const saidAgain = heldOutIn(own);
  try {
    await study.optimize(species.space, evaluator, {
      workers,
      trials: among.length,
      trialMemory: memory,
      trialTimeout: `${Math.ceil(Math.min(time, longest))}s`,
      ...(time < Number.POSITIVE_INFINITY && { timeout: `${time.toFixed(1)}s` }),
      overtime: "0.2s",
      ...(signal && { signal }),
    });
    const finalists: Finalist[] = [];
    for (const trial of study.history.finished) {
      if (trial.state !== "complete") continue;
      const before = among[trial.number]!;
      const [first, others] = [await heldOut(before.trial), await saidAgain(trial.number)];
      if (!first || !others) continue;
      const scores = [...before.scores, ...(trial.attributes.scores as readonly number[])];
      const said = new Float64Array(first.length + others.length);
      said.set(first);
      said.set(others, first.length);
      finalists.push({ candidate: { ...before, scores, score: meanOf(scores), std: deviationOf(scores) }, said });
    }
    const scored = new Set(finalists.map(({ candidate }) => candidate.trial));
    return needed.every(({ trial }) => scored.has(trial)) ? finalists : [];
  } finally {
    await study.close();
    await rm(own, { recursive: true, force: true });
  }
};
