import { isTensor, type Shape } from "@kaviar/tensor";
import type { DataSet } from "../data/data-set.ts";
import type { Pass } from "../data/source.ts";
import type { Shapes } from "../layers/contract/layer.ts";
import type { Loss } from "../losses/contract/loss.ts";
import type { Losses } from "../losses/contract/losses.ts";
import type { OpenedData } from "./open-data.ts";

/**
 * A transform mixes targets: class numbers become shares of classes, where the loss takes such. Where it takes numbers,
 * they are integers, so that nothing mixes class 1 and class 3 into class 2.
 */
export const withMixableTargets = (
  { source, validation }: OpenedData,
  loss: Losses,
  outputShape: Shapes,
): Omit<OpenedData, "batch"> => {
  const made = new WeakMap<DataSet, DataSet>();
  const shares = (pass: Pass): Pass => {
    const { y } = pass.set;
    const { target } = loss as Partial<Loss>;
    if (!isTensor(y) || !(target === "classes" || (target === "oneHot" && y.rank === 1))) return pass;
    const numbers = y.cast("int32");
    const set = made.get(pass.set) ?? {
      ...pass.set,
      y: target === "classes" ? numbers : numbers.oneHot((outputShape as Shape).at(-1)!),
    };
    made.set(pass.set, set);
    return { ...pass, set };
  };
  return {
    validation: validation && shares(validation),
    source: {
      ...source,
      first: shares(source.first),
      passes: async function* (epoch) {
        for await (const pass of source.passes(epoch)) yield shares(pass);
      },
    },
  };
};
