import type { Activation } from "../../activations/contract/activation.ts";

/** What PyTorch's `calculate_gain` says, where that is not the family's. */
const gains: Readonly<Record<string, number>> = { tanh: 5 / 3, selu: 3 / 4 };

/**
 * By how much weights must be larger than 1/√n for a signal to keep its size through an activation: √2 for the ReLU
 * family (√(2 / (1 + α²)) with a slope α), 5/3 for tanh, else 1.
 */
export const gainOf = ({ name, initializer, options }: Activation): number => {
  if (name === "leakyRelu") return Math.sqrt(2 / (1 + (options?.alpha as number) ** 2));
  return gains[name] ?? (initializer === "he" ? Math.SQRT2 : 1);
};
