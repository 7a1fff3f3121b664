import { isFlat } from "../../kinds/activations.ts";
import { createMistake } from "../mistake.ts";

export const stepInHiddenLayer = createMistake({
  about: {
    name: "A step in a hidden layer",
    formula: "step′(x) = 0 wherever it has a slope",
    use: "no gradient passes it: nothing before it learns",
    pitfall: "as the last function of a perceptron, which learns by another rule, it is what it should be",
    reference: "Rumelhart et al. 1986",
  },
  thresholds: {},
  remedies: ["relu-family"],
  look: ({ chains, admission }) => {
    const found = chains.flat().find(({ layer }) => isFlat(layer.kind));
    const last = chains[0].at(-1);
    const learnsBefore = found && [...admission.layers.keys()].length > 1;
    return found && learnsBefore && found !== last
      ? {
          layer: found.path,
          evidence: `The slope of ${found.layer.kind} is 0: no gradient passes ${found.path}.`,
          isCertain: true,
        }
      : undefined;
  },
});
