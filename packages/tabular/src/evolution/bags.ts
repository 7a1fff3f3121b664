import { bagMembers } from "../grammar/pipeline-of.ts";
import { bestOfFamilies, fitSecondsOf, type MadeOf, type Tried } from "./best-of-families.ts";
import { paramsOf, type Species } from "./species.ts";

/** Pipelines that there have to be before the first bag. */
const least = 12;

/** Families whose models are bags of many already. */
const bags: readonly string[] = ["randomForest", "extraTrees"];

/** The share of the time of a fold that one may take: it is worth as much as several others. */
const share = 0.5;

/** The share of the rows that each member is fitted to, to begin with. */
const rows = 0.9;

/**
 * The best models of each family that changes with its rows and its random numbers, several of each: their mean errs less
 * than one of them. (Breiman 1996, without replacement: Bühlmann & Yu 2002)
 */
export const bagsOf = (species: Species, tried: Tried): readonly MadeOf[] => {
  if (!species.hasStacks || tried.complete.length < least) return [];
  const { seconds = Number.POSITIVE_INFINITY } = tried;
  return bestOfFamilies(species, tried, ({ kind }) => !bags.includes(kind) && !species.parts.get(kind)?.light)
    .filter(({ trial }) => tried.seconds === undefined || bagMembers * fitSecondsOf(trial) <= share * seconds)
    .map(({ trial, genome }) => ({
      genome: { ...genome, model: { kind: "bag", of: genome.model, rows } },
      parents: [trial.number],
    }))
    .filter(({ genome }) => paramsOf(species, genome) !== undefined);
};
