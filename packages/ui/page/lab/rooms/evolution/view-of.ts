import { type PipelineSearch, rankedBy } from "@kaviar/tabular/evolution";
import { type Direction, type History, losses, paretoFront, type TrialRecord } from "@kaviar/tune";
import { bestTrial } from "./best-trial.ts";
import type { Bred, EvolutionView, Generation } from "./bred.ts";
import { changesOf } from "./changes.ts";
import { fateOf } from "./fate.ts";

interface Bredness {
  readonly bred: History;
  readonly drawn: History;
  readonly search: PipelineSearch;
  /** How many pipelines a generation has. */
  readonly population: number;
  /** What each generation took. */
  readonly seconds: readonly number[];
  readonly met: EvolutionView["met"];
}

/** What was bred so far, as a page draws it. */
export const viewOf = ({ bred, drawn, search, population, seconds, met }: Bredness): EvolutionView => {
  const { directions } = search;
  const trials = bred.trials.map((trial) => trial!);
  const isComplete = ({ state }: TrialRecord): boolean => state === "complete";
  const parents = seconds.map((_, at) =>
    rankedBy(trials.slice(0, (at + 1) * population).filter(isComplete), directions, population).map(
      ({ trial }) => trial,
    ),
  );
  const all = trials.map((trial) => ({ trial, parts: search.partsOf(trial.params).map(partOf) }));
  const sizes = trials.map(({ params }) => search.sizeOf(params));
  const front = frontOf(trials.filter(isComplete), sizes, directions[0]!);
  const others = drawn.trials.map((trial) => trial!);
  return {
    bred: all.map(({ trial, parts }): Bred => {
      const { operator, parents: made } = trial.notes as { readonly operator: string; readonly parents: number[] };
      const [mother, father] = made.map((number) => all[number]!.parts);
      const model = parts.at(-1)!;
      return {
        number: trial.number,
        generation: Math.floor(trial.number / population),
        state: trial.state === "complete" ? "scored" : trial.state === "pruned" ? "stopped" : "failed",
        score: trial.values?.[0],
        folds: (trial.attributes.scores as readonly number[] | undefined) ?? [],
        size: sizes[trial.number]!,
        operator,
        parents: made,
        ...changesOf(parts, mother, operator === "cross" ? father : undefined),
        family: model.kind,
        hasScaler: parts.some(({ role }) => role === "scaler"),
        isFront: front.has(trial.number),
        left: leftOf(trial, parents, population, directions),
      };
    }),
    generations: parents.map((own, at): Generation => {
      const [from, to] = [at * population, (at + 1) * population];
      const scored = trials.slice(from, to).flatMap(({ state, values }) => (state === "complete" ? [values![0]!] : []));
      return {
        median: medianOf(scored),
        best: bestTrial(trials.slice(0, to))?.values?.[0],
        drawnBest: bestTrial(others.slice(1, to + 1))?.values?.[0],
        size: own.reduce((sum, { number }) => sum + sizes[number]!, 0) / Math.max(own.length, 1),
        population: own.map(({ number }) => number),
        seconds: seconds[at]!,
      };
    }),
    dummy: others[0]?.values?.[0],
    drawn: wordsOfBest(others.slice(1), search),
    met,
  };
};

const partOf = ({ gene, words, role }: ReturnType<PipelineSearch["partsOf"]>[number]) => ({
  kind: gene.kind,
  words,
  role,
});

const medianOf = (scores: readonly number[]): number | undefined => {
  const sorted = scores.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
};

const wordsOfBest = (drawn: readonly TrialRecord[], search: PipelineSearch): string => {
  const best = bestTrial(drawn);
  const parts = best === undefined ? [] : search.partsOf(best.params);
  return parts.map(({ words }) => words).join(" → ");
};

/** The pipelines that none beats in score and parts, whatever was judged by. */
const frontOf = (complete: readonly TrialRecord[], sizes: readonly number[], direction: Direction) => {
  const both = complete.map(({ number, values }) => losses([values![0]!, sizes[number]!], [direction, "minimize"]));
  return new Set(paretoFront(both).map((at) => complete[at]!.number));
};

/** Since when a pipeline is in no population, and why. */
const leftOf = (
  trial: TrialRecord,
  parents: readonly (readonly TrialRecord[])[],
  size: number,
  directions: readonly Direction[],
): Bred["left"] => {
  const born = Math.floor(trial.number / size);
  if (trial.state === "failed") return { generation: born, why: `it failed: ${trial.error ?? "it is not said why"}` };
  if (trial.state === "pruned") {
    const folds = (trial.attributes.scores as readonly number[]).length;
    return { generation: born, why: `it was stopped after ${folds} of 3 folds, behind the better ones` };
  }
  const last = parents.findLastIndex((own) => own.includes(trial));
  if (last === parents.length - 1) return undefined;
  const at = Math.max(last + 1, born);
  return { generation: at, why: fateOf(trial, parents[at]!, directions) };
};
