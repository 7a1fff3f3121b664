import { withCard } from "@kaviar/base/card";
import { law, notNegative, type OptionsOf, positive, whole } from "@kaviar/base/check";
import { type Tensor, tensor } from "@kaviar/tensor";
import { options } from "../options.ts";
import { numbersOf } from "../parameters/numbers.ts";
import { mapParameters } from "../parameters/parameters.ts";
import { forEachDtype } from "./contract/create-link.ts";
import type { EpochResults, Link, LinkState } from "./contract/link.ts";

const read = options("reduceOnPlateau", {
  /** Where the rate begins. */
  rate: positive.default(1e-3),
  /** The rate falls to this share of itself. */
  factor: law<number>("above 0 and below 1", (x) => typeof x === "number" && x > 0 && x < 1).default(0.1),
  /** Epochs without progress after which the rate falls; 1 is as soon as there is none. */
  patience: whole(1).remedy("It counts epochs.").default(10),
  /** Epochs after a fall that do not count. */
  cooldown: notNegative.remedy("0 turns it off.").default(0),
  /** The rate falls no further. */
  minimum: notNegative.remedy("0 turns it off.").default(0),
  /** Progress is a loss lower by this share of the best one. */
  threshold: notNegative.remedy("0 turns it off.").default(1e-4),
});

export type ReduceOnPlateauOptions = OptionsOf<typeof read>;

type Numbers = Readonly<Record<keyof ReturnType<typeof read>, Tensor>>;

const numbersIn = (state: LinkState): Numbers => state.numbers as unknown as Numbers;

/**
 * A rate that falls when the loss (on validation rows, where there are some) does not any more.
 *
 * ```ts
 * adam({ rate: reduceOnPlateau({ rate: 1e-3, factor: 0.5, patience: 5 }) })
 * ```
 */
export const reduceOnPlateau = withCard(
  (given: ReduceOnPlateauOptions = {}): Link => {
    const { rate, factor, patience, cooldown, minimum, threshold } = read(given);
    return {
      descends: true,
      init: () => ({
        numbers: numbersOf({ rate, factor, patience, cooldown, minimum, threshold }),
        best: tensor(Infinity),
        waited: tensor(0),
        cooling: tensor(0),
      }),
      update: (gradients, state) => {
        const step = forEachDtype((dtype) => numbersIn(state).rate.neg().cast(dtype));
        return [mapParameters((_, g) => g.mul(step(g)), gradients), state];
      },
      rate: (state) => numbersIn(state).rate,
      afterEpoch: judge,
    };
  },
  {
    about: {
      name: "Reduce on plateau",
      formula: "η ← max(f·η, η_min) after `patience` epochs whose loss is not below (1 − threshold)·best",
      use: "runs of unknown length, with rows for validation",
      pitfall:
        "noise looks like a plateau: patience below 3 gives up early. PyTorch's patience is one less than this one, which counts as Keras and early stopping do",
      reference: "as PyTorch's ReduceLROnPlateau",
      seeAlso: ["hypergradientRate", "stepDecay"],
    },
  },
);

const judge = (state: LinkState, { loss, validationLoss }: EpochResults): LinkState => {
  const { rate, factor, patience, cooldown, minimum, threshold } = numbersIn(state);
  const { best, waited, cooling } = state as { readonly [name: string]: Tensor };
  const now = tensor(validationLoss ?? loss);
  const isBetter = now.less(best!.mul(best!.sign().mul(threshold).neg().add(1)));
  const cools = cooling!.greater(0);
  const idle = isBetter.logicalOr(cools).where(0, waited!.add(1));
  const falls = idle.greaterEqual(patience);
  return {
    numbers: { ...numbersIn(state), rate: falls.where(rate.mul(factor).maximum(minimum), rate) },
    best: isBetter.where(now, best!),
    waited: falls.where(0, idle),
    cooling: falls.where(cooldown, cooling!.sub(1).maximum(0)),
  };
};
