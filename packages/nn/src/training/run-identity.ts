import { fnv1a } from "@kaviar/base/hash";
import { data, leavesOf, type Structure } from "@kaviar/tensor";
import type { Loss } from "../losses/contract/loss.ts";
import type { Losses, LossFunction } from "../losses/contract/losses.ts";
import { isWeighted } from "../losses/weighted.ts";
import type { Regularizer } from "../regularizers/contract/regularizer.ts";

/** What must be the same for a run to be the same run. */
export interface RunIdentity {
  readonly seed: number;
  readonly batch: number;
  readonly fingerprint: string;
  /** How many rows are trained on: the others are for validation. */
  readonly rows: number;
  /** The layers, where they can be written down. */
  readonly model: string;
  /** What the optimizer's numbers were at the beginning. */
  readonly optimizer: string;
  /** What is made small: losses by name, those of one's own by their text, and the penalty. */
  readonly loss: string;
}

/** What each part of it is called. */
export const identityWords: { readonly [Name in keyof RunIdentity]: string } = {
  seed: "seed",
  batch: "batch size",
  fingerprint: "data",
  rows: "training rows",
  model: "model",
  optimizer: "optimizer",
  loss: "loss and penalty",
};

/** The numbers of an optimizer's links, by where they are. */
export const optimizerIdentity = async (state: Structure): Promise<string> => {
  const numbers = leavesOf(state)
    .map(({ path, tensor }) => ({ path: path.join("/"), tensor }))
    .filter(({ path }) => /(^|\/)numbers\//.test(path));
  const values = (await data(numbers.map(({ tensor }) => tensor))) as unknown as Float32Array[];
  return numbers.map(({ path }, i) => `${path.replace(/(^|\/)numbers\//, "$1")} ${values[i]!.join(" ")}`).join(", ");
};

/** A loss that was made has its options beside its name; one of your own is told by how it is written. */
const nameOfLoss = (loss: LossFunction): string => {
  if (isWeighted(loss)) return `${loss.weight} times ${nameOfLoss(loss.of)}`;
  if (!("target" in loss)) return `a function of one's own, ${fnv1a(`${loss}`).toString(16)}`;
  const { name, options } = loss as Loss;
  return options && Object.keys(options).length > 0 ? `${name} ${JSON.stringify(options)}` : name;
};

export const lossIdentity = (loss: Losses, penalty: Regularizer | undefined): string => {
  const losses =
    typeof loss === "function"
      ? nameOfLoss(loss)
      : Object.entries(loss)
          .map(([output, each]) => `${output}: ${nameOfLoss(each)}`)
          .join(", ");
  return penalty ? `${losses} with ${JSON.stringify(penalty.numbers)}` : losses;
};
