import { functionOf } from "../../../layers/contract/function-layer.ts";
import type { Loss } from "../../../losses/contract/loss.ts";
import { rangeOf } from "../../../losses/contract/range-of.ts";
import { createMistake } from "../mistake.ts";

/** Where the values of an activation lie. */
const ranges: Readonly<Record<string, readonly [least: number, most: number]>> = {
  sigmoid: [0, 1],
  hardSigmoid: [0, 1],
  softmax: [0, 1],
  tanh: [-1, 1],
  hardTanh: [-1, 1],
  softsign: [-1, 1],
  relu: [0, Infinity],
  relu6: [0, 6],
  softplus: [0, Infinity],
  exponential: [0, Infinity],
  squaredRelu: [0, Infinity],
};

export const activationLossMismatch = createMistake({
  about: {
    name: "The last activation does not fit the loss",
    formula: "logits + softmax cross-entropy, or softmax + cross-entropy; never both, never neither",
    use: "the loss takes what the last layer cannot say, or applies a function that the model has applied already",
    pitfall: "it trains all the same, slowly and to a worse end: nothing breaks that would tell",
    reference: "Bishop 2006, 4.3.6",
  },
  thresholds: {},
  remedies: ["other-loss", "other-activation"],
  look: ({ chains: [main], loss, outputShape, targets }) => {
    const { target, link, about } = loss as Partial<Loss>;
    const last = main.at(-1);
    if (target === undefined || !last) return undefined;
    const kind = functionOf(last.layer) ? last.layer.kind : undefined;
    const width = Array.isArray(outputShape) ? Number(outputShape.at(-1) ?? 1) : undefined;
    const at = { layer: last.path, isCertain: true };
    if (kind === "softmax" && width === 1)
      return { ...at, evidence: "softmax over one number is 1, whatever the number is." };
    if (link && kind !== undefined && kind in ranges)
      return {
        ...at,
        evidence: `${about!.name} takes plain scores and applies ${link} itself; the model ends in ${kind}.`,
      };
    const isShare = kind !== undefined && (ranges[kind]?.[0] ?? -1) >= 0 && (ranges[kind]?.[1] ?? 2) <= 1;
    if (!link && (target === "classes" || target === "oneHot" || target === "binary") && !isShare)
      return isProbability(loss as Loss)
        ? {
            ...at,
            evidence: `${about!.name} takes probabilities; the model ends in ${kind ?? `${last.layer.kind} without an activation`}.`,
          }
        : undefined;
    if (kind === "softmax" && target === "binary")
      return { ...at, evidence: `${about!.name} takes each output by itself; softmax makes them share 1.` };
    const range = kind === undefined ? undefined : ranges[kind];
    if (!range || (target !== "values" && target !== "signs")) return undefined;
    const [least, most] = target === "signs" ? [-1, 1] : rangeOf(targets?.data ?? []);
    if (least >= range[0] && most <= range[1]) return undefined;
    return {
      ...at,
      evidence: `${kind} says numbers from ${range[0]} to ${range[1]}, and targets go from ${least} to ${most}.`,
    };
  },
});

/** Overlaps and hinges take any numbers; a cross-entropy takes the logarithm of a share. */
const isProbability = ({ name }: Loss): boolean => /crossEntropy|CrossEntropy|kl/i.test(name) && !/hinge/i.test(name);
