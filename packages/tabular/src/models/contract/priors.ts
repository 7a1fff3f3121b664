import { law } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import type { ClassTarget } from "../../contract/target.ts";
import { TableError } from "../../error.ts";
import { classShares } from "./class-totals.ts";

/** How likely the classes are before a row is looked at, in their order. */
export const probabilities = law<readonly number[]>(
  "probabilities that sum to 1",
  (x) =>
    Array.isArray(x) &&
    x.every((each) => typeof each === "number" && each >= 0 && each <= 1) &&
    Math.abs(x.reduce((sum, each) => sum + each, 0) - 1) < 1e-6,
  "Give one for each class, in the order of the classes: [0.9, 0.1].",
);

/** The given ones, or the shares that the classes have of the rows' weight. */
export const priorsOf = (
  owner: string,
  given: readonly number[] | undefined,
  target: ClassTarget,
  weights: Float64Array | undefined,
): Float64Array => {
  if (!given) return classShares(target, weights);
  const { classes } = target;
  if (given.length === classes.length) return Float64Array.from(given);
  throw new TableError(
    "options",
    `${owner} needs a prior for each class: got ${given.length} for ${classes.length} classes.`,
    { remedy: `The classes are ${classes.slice(0, 10).map(shown).join(", ")}${classes.length > 10 ? ", …" : ""}.` },
  );
};

/** The same from the weights of classes in rows that came in parts. */
export const priorsOfTotals = (
  totals: Float64Array,
  { fitPrior, classPrior }: { readonly fitPrior: boolean; readonly classPrior?: readonly number[] | undefined },
): Float64Array => {
  if (classPrior) return Float64Array.from(classPrior);
  const sum = totals.reduce((a, b) => a + b, 0);
  return totals.map((total) => (fitPrior ? total / sum : 1 / totals.length));
};

/** The same for models of counts, where classes may also be taken for equally likely. */
export const discretePriors = (
  owner: string,
  { fitPrior, classPrior }: { readonly fitPrior: boolean; readonly classPrior?: readonly number[] | undefined },
  target: ClassTarget,
  weights: Float64Array | undefined,
): Float64Array => {
  if (classPrior || fitPrior) return priorsOf(owner, classPrior, target, weights);
  return new Float64Array(target.classes.length).fill(1 / target.classes.length);
};
