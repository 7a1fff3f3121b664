import { percent } from "../../doctor/rules/contract/wording.ts";
import type { Problem } from "../problem.ts";
import type { Choice } from "../recommendation.ts";

/** A class with less than this of the largest one's rows is small beside it. */
const smallBeside = 0.25;

export const isImbalanced = ({ classShares }: Problem): boolean =>
  classShares !== undefined && Math.min(...classShares) < smallBeside * Math.max(...classShares);

export const balance = (problem: Problem): Choice & { readonly isBalanced: boolean } => {
  const { classShares } = problem;
  const topic = "class-imbalance";
  if (classShares === undefined)
    return { isBalanced: false, choice: "none", why: "There are no classes.", instead: [], topic };
  const [least, most] = [Math.min(...classShares), Math.max(...classShares)];
  const shares = `The smallest class has ${percent(least)} of the rows, the largest ${percent(most)}`;
  const others = [
    { choice: "balanced: true", when: "batches are so small that they miss the rare class" },
    { choice: "smote(…)", when: "the rare class has so few rows that they are learned by heart" },
    { choice: "bestThreshold(…)", when: "probabilities have to stay as they are: move the threshold instead" },
  ];
  if (!isImbalanced(problem))
    return {
      isBalanced: false,
      choice: "none",
      why: `${shares}: no class is small.`,
      instead: [{ choice: 'classWeights: "balanced"', when: "errors in the smaller class cost more" }],
      topic,
    };
  return {
    isBalanced: true,
    choice: 'classWeights: "balanced"',
    why: `${shares}: each is to count alike, or the large one would be all that is learned. Probabilities are then those of equal classes.`,
    instead: others,
    topic,
  };
};
