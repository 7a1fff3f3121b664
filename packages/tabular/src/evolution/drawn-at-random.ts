import type { Params, Question, Random, Sampler } from "@kaviar/tune";
import type { Gene, Genome } from "../grammar/genome.ts";
import type { Made } from "./made.ts";
import { repeatsOne } from "./repeats-one.ts";
import { paramsOf, type Species, wordsOfTrial } from "./species.ts";

/** How often another is drawn for a new one. */
const attempts = 60;

/** A pipeline drawn at random: its steps seldom, so that most are short. */
export const drawnAtRandom = (species: Species, seen: ReadonlySet<string>, question: Question): Made => {
  const random = question.draw("drawn");
  let params: Params = {};
  for (let attempt = 0; attempt < attempts; attempt++) {
    const features = stepsOf(species, random);
    const genome: Genome = {
      impute: species.draw("impute", random)!,
      encode: species.draw("encode", random)!,
      features,
      model: species.draw("model", random)!,
    };
    params = paramsOf(species, genome) ?? params;
    if (!seen.has(species.words(genome)) && !repeatsOne(species, genome)) break;
  }
  return { params, why: "drawn at random", notes: { operator: "drawn", parents: [] } };
};

const stepsOf = (species: Species, random: Random): readonly Gene[] => {
  if (species.isFixed) return species.drawSteps(random);
  const step = random() < 0.5 ? species.draw("step", random) : undefined;
  return step ? [step] : [];
};

/** Random search: each pipeline is drawn, whatever others have scored. None is tried twice. */
export const drawing = (species: Species): Sampler => ({
  name: "drawn",
  propose: async (question) => {
    const seen = new Set(question.history.trials.map((trial) => trial && wordsOfTrial(species, trial)));
    const { params, why, notes } = drawnAtRandom(species, seen as ReadonlySet<string>, question);
    return { params, why, notes: { ...notes } };
  },
});
