import type { Card } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { arange, concat, isTensor, scan, stack, stopGradient, type Tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { options } from "../options.ts";
import { createFreeLoss, createLossFactory } from "./contract/create-loss.ts";

const read = options("ctc", {
  /** The class that stands for nothing said; it also pads sequences that are shorter than the longest. */
  blank: whole().default(0),
});

export type CtcOptions = OptionsOf<typeof read>;

/** What was said, [N, S], and how long rows are where they are not all alike: their steps, and their classes. */
export interface CtcTarget {
  readonly labels: Tensor;
  /** [N]: how many steps of the prediction count; left out, all, or those that a mask leaves. */
  readonly inputLengths?: Tensor;
  /** [N]: how many labels count; left out, all but the blanks that pad them. */
  readonly labelLengths?: Tensor;
}

const about: Card = {
  name: "Connectionist temporal classification",
  formula: "−log Σ_π Π_t p_t(π_t) over all paths π that spell y when repeats and blanks are left out",
  range: "[0, ∞)",
  use: "speech, handwriting, text in images: y says what comes in which order, not where; the model ends in a unit for each class and one for the blank",
  pitfall:
    "one number a row, not divided by its labels (PyTorch's mean divides); a row needs a step for each label, and one more between two that are equal: otherwise no path spells it, and its loss is infinite",
  reference: "Graves et al. 2006",
  seeAlso: ["sparseSoftmaxCrossEntropy"],
};

/** The logarithm of a probability of 0: far below all others, and finite, so that slopes are numbers. */
const never = -1e30;

/** log(eᵃ + eᵇ + eᶜ) */
const addUp = (...logs: readonly Tensor[]): Tensor => {
  const most = stopGradient(logs.reduce((largest, log) => largest.maximum(log)));
  return logs
    .map((log) => log.sub(most).exp())
    .reduce((sum, each) => sum.add(each))
    .log()
    .add(most);
};

/** Each row moved to the right, with `value` in the places that come free. */
const shifted = <D extends "float32" | "int32">(x: Tensor<D>, by: number, value: number): Tensor<D> =>
  x
    .pad(
      [
        [0, 0],
        [by, 0],
      ],
      value,
    )
    .slice(null, [0, x.shape[1]!]);

/** Labels with blanks before, between and after them: [N, S] gives [N, 2S + 1]. */
const withBlanks = (labels: Tensor<"int32">, blank: number): Tensor<"int32"> => {
  const blanks = labels.mul(0).add(blank);
  const [rows, length] = labels.shape as readonly [number, number];
  return concat([stack([blanks, labels], 2).reshape([rows, 2 * length]), blanks.slice(null, [0, 1])], 1);
};

/**
 * −log p(labels) of logits [N, T, C]: y is [N, S], padded at its end with the blank, or a `CtcTarget`.
 *
 * ```ts
 * const trained = await fit(model, { x, y: { labels, inputLengths } }, { loss: ctc() });
 * const said = await ctcDecode(await trained.predict(x));
 * ```
 */
export const ctc = createLossFactory(read, about, ({ blank }) =>
  createFreeLoss(
    "ctc",
    { target: "sequences", link: "softmax", blank, about },
    (logits: Tensor, target: Tensor | CtcTarget) => {
      const { labels, inputLengths, labelLengths } = isTensor(target) ? { labels: target } : target;
      checkShapes(logits, labels);
      const [, steps] = logits.shape as readonly [number, number];
      const given = labels.cast("int32");
      const length = (labelLengths?.cast("int32") ?? given.notEqual(blank).cast("int32").sum(-1)).reshape([-1, 1]);
      const said = arange(given.shape[1]!).cast("int32").less(length).where(given, blank);
      const path = withBlanks(said, blank);
      const places = arange(path.shape[1]!).cast("int32");
      // From label to label, past the blank between them: not where both are the same.
      const leaps = path.notEqual(blank).logicalAnd(path.notEqual(shifted(path, 2, blank)));
      const barred = leaps.where(0, never);
      const emitted = logits
        .logSoftmax(-1)
        .takeAlongAxis(path.expandDims(1).broadcastTo([path.shape[0]!, steps, path.shape[1]!]), -1)
        .transpose([1, 0, 2]);
      const begun = places.equal(0).where(0, never).broadcastTo(path.shape);
      // α_t(s), the logarithm of all beginnings of t steps that have come to place s. (Graves et al. 2006, section 4.1)
      const [reached] = scan(
        (alpha: Tensor, { log, t }: { log: Tensor; t: Tensor }): [Tensor, null] => {
          const next = addUp(alpha, shifted(alpha, 1, never), shifted(alpha, 2, never).add(barred)).add(log);
          const goesOn = inputLengths && t.less(inputLengths.cast("float32").reshape([-1, 1]));
          return [goesOn ? goesOn.where(next, alpha) : next, null];
        },
        begun as Tensor,
        { log: emitted, t: arange(steps) as Tensor },
      );
      const last = length.mul(2);
      const ends = places.equal(last).logicalOr(places.equal(last.sub(1)));
      const total = ends.where(reached, never).logSumExp(-1);
      return total.less(never / 2).where(Infinity, total.neg());
    },
  ),
);

const checkShapes = (logits: Tensor, labels: Tensor): void => {
  if (logits.rank === 3 && labels.rank === 2 && labels.shape[0] === logits.shape[0]) return;
  throw new ModelError(
    "shape",
    `ctc needs scores [N, T, C] and sequences of classes [N, S]: got [${logits.shape.join(", ")}] and [${labels.shape.join(", ")}].`,
    { remedy: "The model ends in dense(classes + 1) over a sequence; shorter targets are padded with the blank." },
  );
};
