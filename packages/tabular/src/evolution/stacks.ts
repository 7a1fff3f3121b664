import { answerOf } from "../grammar/answer-of.ts";
import type { Gene, Genome } from "../grammar/genome.ts";
import { stacked } from "../grammar/space-of.ts";
import { askSecondsOf, bestOfFamilies, fitSecondsOf, type MadeOf, type Tried } from "./best-of-families.ts";
import { paramsOf, type Species } from "./species.ts";

/** Pipelines that there have to be before the first stack: its members are the best of them. */
const least = 15;

/** A stack fits each member to four fifths of the rows five times, and to all of them once. */
const fits = 5;

/** The share of the time of a fold that one may take: it is worth as much as several others. */
const share = 0.5;

/** A member that is expected to take longer than so many seconds once is too much for that. */
const longest = 1;

/**
 * Stacks of the best pipelines' models, each of another family: by a linear model of what they say alone, and of the columns
 * too. What comes before the models is that of the best one. (Wolpert 1992)
 */
export const stacksOf = (species: Species, tried: Tried): readonly MadeOf[] => {
  const { parts, facts, hasStacks } = species;
  const final: Gene | undefined = parts.has("logisticRegression")
    ? { kind: "logisticRegression", c: 0.1 }
    : parts.has("ridge")
      ? { kind: "ridge", alpha: 1 }
      : undefined;
  if (!hasStacks || tried.complete.length < least || final === undefined) return [];
  const isShort = ({ kind, ...values }: Gene): boolean =>
    answerOf(kind, "seconds", () => parts.get(kind)?.seconds?.(facts, values) ?? 0) <= longest;
  const best = bestOfFamilies(species, tried, isShort).slice(0, stacked.most);
  const [first] = best;
  if (best.length < stacked.least || first === undefined) return [];
  const takes = (): number =>
    best.reduce((sum, { trial }) => sum + fits * fitSecondsOf(trial) + askSecondsOf(trial, facts.rows), 0);
  if (tried.seconds !== undefined && takes() > share * tried.seconds) return [];
  const members = best.map(({ genome }) => genome.model);
  const scaler = best.flatMap(({ genome }) =>
    genome.features.filter((gene) => parts.get(gene.kind)?.role === "scaler"),
  );
  const features = first.genome.features.length > 0 ? first.genome.features : scaler.slice(0, 1);
  return [false, true]
    .map((passthrough): MadeOf => {
      const genome: Genome = { ...first.genome, features, model: { kind: "stack", members, final, passthrough } };
      return { genome, parents: best.map(({ trial }) => trial.number) };
    })
    .filter(({ genome }) => paramsOf(species, genome) !== undefined);
};
