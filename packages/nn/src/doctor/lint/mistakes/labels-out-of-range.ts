import { createMistake } from "../mistake.ts";

export const labelsOutOfRange = createMistake({
  about: {
    name: "Targets the loss does not take",
    formula: "y ∈ {0, …, C − 1} for classes, [0, 1] for probabilities, [0, ∞) for counts",
    use: "there are targets for which the loss means nothing: a class the model has no output for, a share above 1",
    pitfall: "classes are numbered from 0: labels 1 to C need C + 1 outputs, or 1 less",
    reference: "Bishop 2006, 4.3",
  },
  thresholds: {},
  remedies: ["other-loss"],
  // Such targets are refused before there are facts: `lint` makes its finding of that.
  look: () => undefined,
});
