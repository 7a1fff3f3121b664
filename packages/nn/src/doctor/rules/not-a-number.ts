import { createRule } from "../contract/rule.ts";

export const notANumber = createRule({
  about: {
    name: "Not a number",
    formula: "0/0, ∞ − ∞, log(−1): NaN, and all that is made of it",
    use: "the loss or a weight became NaN or infinite: nothing can be learned from there on, so the run ends",
    pitfall: "a rate that is too high, a logarithm of 0, inputs with gaps; the error says in which layer it was made",
    reference: "Goldberg 1991",
  },
  thresholds: {},
  remedies: ["lower-rate", "clip-gradients", "normalize-inputs", "warm-up"],
  look: ({ losses, broken }) =>
    broken === undefined
      ? undefined
      : { evidence: `The loss of step ${losses.length + 1} is ${broken}.`, isCertain: true },
});
