import { deviationOf } from "@kaviar/base/numerics";
import type { TrialRecord } from "@kaviar/tune";
import { notesOf } from "../../evolution/notes.ts";
import { genomeOf, type Species } from "../../evolution/species.ts";
import { pipelineOf } from "../../grammar/pipeline-of.ts";
import type { Seconds } from "../../search/evaluate.ts";
import type { Candidate } from "../result.ts";

/** The best first; of equally good ones the simplest, of these the first. */
export const bestFirst = (candidates: readonly Candidate[], better: "higher" | "lower"): readonly Candidate[] => {
  const sign = better === "higher" ? -1 : 1;
  return [...candidates].sort((a, b) => sign * (a.score - b.score) || a.complexity - b.complexity || a.trial - b.trial);
};

/** A trial that was scored on all folds, as a candidate. */
export const candidateOf = (species: Species, trial: TrialRecord): Candidate => {
  const { number, values, attributes, params, notes } = trial;
  const genome = genomeOf(species, params);
  const scores = attributes.scores as readonly number[];
  const seconds = attributes.seconds as unknown as Seconds;
  const { operator = "enqueued", parents = [] } = notesOf(notes) ?? {};
  return {
    trial: number,
    words: species.words(genome),
    pipeline: pipelineOf(genome, species.parts, species.facts),
    score: values![0]!,
    std: deviationOf(scores),
    scores,
    complexity: values![1]!,
    work: values![2]!,
    fitSeconds: seconds.fit,
    thousandRowsSeconds: seconds.thousandRows,
    origin: { operator, parents },
  };
};
