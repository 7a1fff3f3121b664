import { asha, compileSpace, createStudy, type StudyOptions } from "@kaviar/tune";
import type { Candidate } from "../contract/candidate.ts";
import { spaceOf } from "../spaces/space-of.ts";
import type { Ground } from "./ground.ts";
import { growTheBest } from "./grow.ts";
import type { Options } from "./options.ts";

/** At the end of each of its cycles a candidate is compared with the others; so many times fewer go on. */
export const halving = { minResource: 1, reductionFactor: 3 } as const;

/** The candidate of a trial. */
export const candidatesOf = ({ architecture, facts }: Ground): ((params: never) => Candidate) => {
  const { decode } = compileSpace(spaceOf(architecture, facts));
  return (params) => (decode(params) as unknown as { readonly network: Candidate }).network;
};

/** The study of a search of one process: recipes first, then what a sampler makes of what they brought. */
export const openStudy = async (options: Options, ground: Ground, recipes: readonly Candidate[]) => {
  const { architecture, facts } = ground;
  const { budget } = options;
  const candidateOf = candidatesOf(ground);
  const study = await studyOf(options, { pruner: asha(halving) });
  const resumed = study.history.trials.length;
  const most = "trials" in budget ? budget.trials : recipes.length;
  for (const network of recipes.slice(resumed, most)) await study.enqueue({ network });
  growTheBest(study, { architecture, facts, candidateOf, recipes: recipes.length });
  return { study, candidateOf, resumed };
};

/** The study of a search, by its name where it has one. */
export const studyOf = (
  { name, storage, seed }: Options,
  others: Pick<StudyOptions, "sampler" | "pruner" | "artifacts">,
) => createStudy({ ...(name !== undefined && { name }), storage, seed, direction: "maximize", ...others });
