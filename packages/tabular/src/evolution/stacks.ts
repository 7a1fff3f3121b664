import { losses, type TrialRecord } from "@kaviar/tune";
import { answerOf } from "../grammar/answer-of.ts";
import type { Gene, Genome } from "../grammar/genome.ts";
import { stacked } from "../grammar/space-of.ts";
import { genomeOf, paramsOf, type Species } from "./species.ts";

/** Pipelines that there have to be before the first stack: its members are the best of them. */
const least = 15;

/** A stack fits each member to four fifths of the rows five times, and to all of them once. */
const fits = 5;

/** A member that is expected to take longer than so many seconds once is too much for that. */
const longest = 1;

/** What a stack is made of, and the trials of its members. */
export interface Stacked {
  readonly genome: Genome;
  readonly parents: readonly number[];
}

interface Choosing {
  readonly complete: readonly TrialRecord[];
  readonly directions: Parameters<typeof losses>[1];
  /** Seconds that a fold may take; undefined where time is not to count. */
  readonly seconds: number | undefined;
}

/**
 * Stacks of the best pipelines' models, each of another family: by a linear model of what they say alone, and of the columns
 * too. What comes before the models is that of the best one. (Wolpert 1992)
 */
export const stacksOf = (species: Species, { complete, directions, seconds: most }: Choosing): readonly Stacked[] => {
  const { parts, facts, hasStacks } = species;
  if (!hasStacks || complete.length < least) return [];
  const final: Gene | undefined = parts.has("logisticRegression")
    ? { kind: "logisticRegression", c: 0.1 }
    : parts.has("ridge")
      ? { kind: "ridge", alpha: 1 }
      : undefined;
  if (final === undefined) return [];
  const families = new Set<string>();
  const best: { readonly trial: TrialRecord; readonly genome: Genome }[] = [];
  const lossOf = ({ values }: TrialRecord): number => losses(values!, directions)[0]!;
  for (const trial of [...complete].sort((a, b) => lossOf(a) - lossOf(b) || a.number - b.number)) {
    const genome = genomeOf(species, trial.params);
    const { kind, ...values } = genome.model;
    const rule = parts.get(kind);
    if (rule === undefined || rule.baseline || families.has(kind)) continue;
    if (answerOf(kind, "seconds", () => rule.seconds?.(facts, values) ?? 0) > longest) continue;
    families.add(kind);
    best.push({ trial, genome });
    if (best.length === stacked.most) break;
  }
  if (best.length < stacked.least) return [];
  const isLong = (seconds: number): boolean =>
    fits * best.reduce((sum, { trial }) => sum + fitSecondsOf(trial), 0) > seconds;
  if (most !== undefined && isLong(most)) return [];
  const [{ genome: first }] = best as [(typeof best)[number]];
  const members = best.map(({ genome }) => genome.model);
  const scaler = best.flatMap(({ genome }) =>
    genome.features.filter((gene) => parts.get(gene.kind)?.role === "scaler"),
  );
  const features = first.features.length > 0 ? first.features : scaler.slice(0, 1);
  return [false, true].flatMap((passthrough) => {
    const genome: Genome = { ...first, features, model: { kind: "stack", members, final, passthrough } };
    return paramsOf(species, genome) ? [{ genome, parents: best.map(({ trial }) => trial.number) }] : [];
  });
};

/** Seconds that a fit to a fold took. */
const fitSecondsOf = ({ attributes }: TrialRecord): number => (attributes.seconds as { readonly fit: number }).fit;
