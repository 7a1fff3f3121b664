import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { type Key, normal, split, stopGradient, type Tensor } from "@kaviar/tensor";
import { options } from "../../options.ts";
import type { Parameters } from "../../parameters/parameters.ts";
import { applyLayer, inside, type Layer, type LayerLike } from "../contract/layer.ts";
import { written } from "../contract/written.ts";
import { rowsOf, weightIn, withWeight } from "./contract/around-weight.ts";

const read = options("spectralNorm", {
  /** Steps of the power iteration at each step of training. */
  iterations: whole(1).default(1),
});

export type SpectralNormOptions = OptionsOf<typeof read>;

interface Vectors {
  /** Of the outputs, [out, 1]. */
  readonly left: Tensor;
  /** Of the inputs, [in, 1]. */
  readonly right: Tensor;
}

const unit = (x: Tensor): Tensor => x.div(x.square().sum().sqrt().maximum(1e-12));

/** Towards the pair of singular vectors that belongs to the largest singular value. */
const iterate = (rows: Tensor, { left }: Pick<Vectors, "left">, times: number): Vectors => {
  let vectors: Vectors | undefined;
  for (let i = 0; i < times; i++) {
    const right = unit(rows.transpose().matmul(vectors?.left ?? left));
    vectors = { left: unit(rows.matmul(right)), right };
  }
  return vectors!;
};

/** A start that is close enough: what the first steps divide by is near the largest singular value. */
const atFirst = 15;

const create = (like: LayerLike, given: SpectralNormOptions = {}): Layer => {
  const layer = withWeight("spectralNorm", like);
  const { iterations } = read(given);
  const name = layer.kind;
  return {
    kind: "spectralNorm",
    options: written(given),
    children: { [name]: layer },
    init: (key, inputShape, following) => {
      const [forLayer, forVectors] = split(key, 2) as [Key, Key];
      const part = layer.init(forLayer, inputShape, following);
      const { rows } = rowsOf(name, weightIn(part.params));
      const vectors = iterate(rows, { left: unit(normal(forVectors, [rows.shape[0]!, 1])) }, atFirst);
      return {
        ...part,
        params: { [name]: part.params },
        state: { left: vectors.left, right: vectors.right },
        children: [{ name, kind: name, part }],
      };
    },
    apply: (params, state, x, context) => {
      const own = params[name] as Parameters;
      const { rows, restored } = rowsOf(name, weightIn(own));
      const before: Vectors = { left: state.left as Tensor, right: state.right as Tensor };
      const learns = context.training && !context.frozen?.(context.path);
      const vectors = learns ? iterate(stopGradient(rows), before, iterations) : before;
      const largest = vectors.left.transpose().matmul(rows.matmul(vectors.right)).reshape([]);
      const weight = restored(rows.div(largest));
      const applied = applyLayer(layer, { ...own, weight }, {}, x, inside(context, name));
      return { ...(applied as ReturnType<Layer["apply"]>), state: { left: vectors.left, right: vectors.right } };
    },
  };
};

/**
 * The weights of a dense layer or a convolution divided by their largest singular value: the layer stretches nothing by more
 * than 1. That value is followed by a power iteration, a step each time it is trained.
 *
 * ```ts
 * sequential(spectralNorm(conv2d(32, 3)), leakyRelu, flatten, spectralNorm(dense(1)))        // a critic
 * ```
 */
export const spectralNorm = withCard(create, {
  about: {
    name: "Spectral normalization",
    formula: "w = W / σ₁(W)",
    use: "critics of adversarial nets, and wherever a net must not amplify",
    pitfall:
      "of a convolution it is the kernel's matrix that has norm 1, not the convolution: that may stretch a little more",
    reference: "Miyato et al. 2018",
    seeAlso: ["weightNorm", "batchNorm"],
  },
});
