import { withCard } from "@kaviar/base/card";
import { whole } from "@kaviar/base/check";
import type { Shape } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { argument } from "../../options.ts";
import { besideFeatures, featureAxis } from "../contract/feature-axis.ts";
import type { Layer } from "../contract/layer.ts";
import { written } from "../contract/written.ts";
import { type AffineOptions, affine, affineParams, normalizing, standardized } from "./contract/affine.ts";

/** Groups of features, each normalized over all its places in one example. */
const overGroups = (
  kind: string,
  groupsOf: (features: number) => number,
  read: ReturnType<ReturnType<typeof normalizing>>,
  options: Layer["options"] & object,
): Layer => {
  const { epsilon } = read;
  return {
    kind,
    options,
    init: (_, inputShape) => {
      const features = featuresOf(kind, inputShape);
      const groups = groupsOf(features);
      if (features % groups !== 0) {
        throw new ModelError(
          "shape",
          `${kind} needs groups that share the features: got ${groups} groups of ${features}.`,
          {
            remedy: "Choose a number of groups that divides the channels.",
          },
        );
      }
      return { params: affineParams([features], read), state: {}, outputShape: inputShape };
    },
    apply: (params, state, x) => {
      const groups = groupsOf(x.shape[featureAxis(x.rank)]!);
      const sequences = x.rank === 3;
      const first = sequences ? x.transpose([0, 2, 1]) : x;
      const y = standardized(first.reshape([x.shape[0]!, groups, -1]), [2], epsilon).reshape(first.shape);
      return { y: affine(sequences ? y.transpose([0, 2, 1]) : y, params, besideFeatures(x.rank)), state };
    },
  };
};

const featuresOf = (kind: string, inputShape: Shape): number => {
  const features = inputShape[featureAxis(inputShape.length + 1) - 1];
  if (features !== undefined) return features;
  throw new ModelError("shape", `${kind} needs features: got one number an example.`);
};

const checkGroups = argument("groupNorm", "groups", whole(1));
const readGroup = normalizing("groupNorm");

const group = (groups: number, given: AffineOptions = {}): Layer => {
  checkGroups(groups);
  return overGroups("groupNorm", () => groups, readGroup(given), written({ groups, ...given }));
};

/**
 * Each example, in groups of channels, with mean and deviation over the channels of a group and all their places, then γ
 * and β a channel.
 *
 * ```ts
 * sequential(conv2d(64, 3), groupNorm(8), relu)           // batches as small as 1
 * ```
 */
export const groupNorm = withCard(group, {
  about: {
    name: "Group normalization",
    formula: "y = γ (x − μ)/√(σ² + ε) + β, μ and σ² over a group of channels of one example",
    use: "convolutional nets whose batches are too small for batch normalization",
    pitfall: "the number of groups must divide the channels",
    reference: "Wu & He 2018",
    seeAlso: ["batchNorm", "instanceNorm"],
  },
});

const readInstance = normalizing("instanceNorm");

const instance = (given: AffineOptions = {}): Layer =>
  overGroups("instanceNorm", (features) => features, readInstance(given), written(given));

/** Each channel of each example with mean β and deviation γ over its places: `groupNorm` with a group a channel. */
export const instanceNorm = withCard(instance, {
  about: {
    name: "Instance normalization",
    formula: "y = γ (x − μ)/√(σ² + ε) + β, μ and σ² over the places of one channel of one example",
    use: "style transfer, images whose contrast does not matter",
    pitfall: "on rows without places, [N, F], every output is β",
    reference: "Ulyanov et al. 2016",
    seeAlso: ["groupNorm"],
  },
});
