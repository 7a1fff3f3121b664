import { table } from "@kaviar/tabular";
import { type PipelineSearch, pipelineSearch } from "@kaviar/tabular/evolution";
import { type AskedTrial, createStudy, type Study } from "@kaviar/tune";
import type { EvolutionView } from "./bred.ts";
import type { EvolutionChoices } from "./choices.ts";
import { gymRows, members } from "./gym.ts";
import { meet } from "./meet.ts";
import { viewOf } from "./view-of.ts";

/** Models, and steps that make hundreds of columns, that are left out: a generation is to last a second. */
const leftOut = ["nystroem", "randomFourier", "agglomerate"];
const linear = ["logisticRegression", "linearSvm", "lda"];
const others = ["qda", "svm", "gaussianNaiveBayes", "bernoulliNaiveBayes"];
const trees = ["boosting", "randomForest", "extraTrees", "decisionTree"];

const without: { readonly [Models in EvolutionChoices["models"]]: readonly string[] } = {
  all: [],
  kNearest: [...linear, ...others, ...trees],
  linear: ["kNearest", ...others, ...trees],
};

/** Bytes that a pipeline may take. */
const memory = 2 ** 25;

/**
 * Breeds pipelines generation by generation, as `fit` breeds them one by one; and draws as many at random, which learn
 * nothing of each other. Each step is a generation of both.
 */
export async function* evolve(chosen: EvolutionChoices): AsyncGenerator<() => EvolutionView, void, void> {
  const { seed, population, generations, crossed, families, racing } = chosen;
  const gym = table(gymRows(members, 17));
  const search = pipelineSearch(gym, {
    target: "stays",
    folds: 3,
    seed: 1,
    preset: "quick",
    memory,
    objectives: chosen.judge === "score" ? 1 : 2,
    grammar: { parts: Object.fromEntries([...leftOut, ...without[chosen.models]].map((name) => [name, false])) },
  });
  const { sampler, pruner } = search.evolution(
    { population, families, crossed, tuned: 0.2 * (1 - crossed) },
    chosen.begin === "known" ? search.known.slice(0, population) : [],
  );
  const common = { storage: "memory", seed, directions: search.directions } as const;
  const bred = await createStudy({ ...common, sampler, ...(racing && { pruner }) });
  const drawn = await createStudy({ ...common, sampler: search.drawn });
  await drawn.enqueue(dummy);
  await generation(drawn, search, 1);
  const seconds: number[] = [];
  for (let number = 0; number < generations; number++) {
    const began = performance.now();
    await generation(bred, search, population);
    await generation(drawn, search, population);
    seconds.push((performance.now() - began) / 1000);
    const isLast = number === generations - 1;
    const met = isLast ? await meet(gym, search, [bred.history, drawn.history]) : undefined;
    yield () => viewOf({ bred: bred.history, drawn: drawn.history, search, population, seconds, met });
  }
}

/** What everything is compared with: it says the same of everybody. */
const dummy = {
  impute: { kind: "asTheyAre" },
  encode: { kind: "asTheyAre" },
  features: [],
  model: { kind: "dummy" },
};

/** So many pipelines, all of them asked for before the first is scored: none is a parent of another. */
const generation = async (study: Study, search: PipelineSearch, size: number): Promise<void> => {
  const asked: AskedTrial[] = [];
  while (asked.length < size) asked.push(await study.ask(search.space));
  for (const trial of asked) {
    try {
      const values = await search.score(trial.params, trial);
      await study.tell(trial, trial.shouldStop ? { pruned: true } : values);
    } catch (error) {
      await study.tell(trial, { failed: error as Error });
    }
  }
};
