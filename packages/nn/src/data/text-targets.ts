import { type Tensor, tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import type { Loss } from "../losses/contract/loss.ts";
import type { Losses } from "../losses/contract/losses.ts";

/** A number as people and files write it: no empty text, no "1,5", no "0x10". */
const numeric = /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i;

const isNumeric = (text: string): boolean => numeric.test(text) && Number.isFinite(Number(text));

/**
 * Texts as numbers, where the loss compares numbers: "2" is 2, and not the class that comes before "4". Nothing where texts
 * are classes. A loss of one's own does not say what it compares: texts that may be both are refused.
 */
export const numbersOfTexts = (y: readonly string[], loss: Losses, named: boolean): Tensor | undefined => {
  if (typeof loss !== "function") return undefined;
  const { target } = loss as Partial<Loss>;
  if (target === undefined && !named && y.every(isNumeric)) {
    throw new ModelError(
      "labels",
      `Texts in \`y\` are classes, or numbers: a loss of your own does not say which, got ${JSON.stringify(y[0])}.`,
      {
        remedy:
          "Give numbers: y.map(Number). If they are classes, name them in the order of their numbers: { x, y, classes }.",
      },
    );
  }
  if (target !== "values") return undefined;
  const row = y.findIndex((text) => !isNumeric(text));
  if (row < 0) return tensor(Float32Array.from(y, Number));
  throw new ModelError(
    "labels",
    `\`y\` must hold numbers for ${loss.name}: got ${JSON.stringify(y[row])} at row ${row}.`,
    {
      remedy:
        "For classes use sparseSoftmaxCrossEntropy, and end the model in a unit for each; fill in what is missing, or leave out the row.",
    },
  );
};
