import { ModelError } from "../../error.ts";
import type { Link } from "./link.ts";

type Descent = Pick<Link, "descends">;

/** A rate turns gradients into steps downhill: a second one turns them round again, and the loss is climbed. */
export const checkDescents = (owner: string, links: readonly Descent[]): void => {
  const rates = links.filter(({ descends }) => descends).length;
  if (rates < 2) return;
  throw new ModelError(
    "optimizer",
    `${owner} descends once: ${rates} of its links do, and two steps downhill lead uphill.`,
    {
      remedy:
        "Keep one optimizer with a rate; of the others take what stands before it: chain(scaleByAdam(), scaleByRate(1e-3)). A rate that follows the run goes into the optimizer: adam({ rate: reduceOnPlateau() }). For other parameters another optimizer is partition([[predicate, adam()], [everything, sgd()]]).",
    },
  );
};

/** Whether links one after the other descend; nobody knows where one of them does not say so. */
export const descentOf = (links: readonly Descent[]): Descent => {
  if (links.some(({ descends }) => descends)) return { descends: true };
  return links.every(({ descends }) => descends === false) ? { descends: false } : {};
};

/** Refuses what only shapes gradients where an optimizer is meant: added to the parameters as they are, they climb. */
export const checkOptimizer = ({ descends }: Descent, what = "`optimizer`"): void => {
  if (descends !== false) return;
  throw new ModelError("optimizer", `${what} must step downhill: it shapes gradients, but has no rate.`, {
    remedy: "Put an optimizer behind it: chain(clipByGlobalNorm(1), adam({ rate: 1e-3 })).",
  });
};
