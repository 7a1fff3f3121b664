import type { PlaygroundChoices } from "./choices.ts";

/** What a net puts out, as a number from −1 (one class) to 1 (the other); beyond them it is as sure as colours can say. */
export const asShown = (loss: PlaygroundChoices["loss"]): ((output: number) => number) =>
  // A logit z is the probability 1/(1 + e⁻ᶻ); 2p − 1 = tanh(z/2).
  loss === "sigmoidCrossEntropy" ? (z) => Math.tanh(z / 2) : (value) => value;

/** Outputs of a unit over the plane, spread so that the least is −1 and the largest 1; flat ones stay at their side. */
export const spread = (values: Float32Array): Float32Array => {
  let most = 1e-6;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return values.map((value) => value / most);
};
