import { withCard } from "@kaviar/base/card";
import { anything, flag, type OptionsOf } from "@kaviar/base/check";
import { arange, type Tensor } from "@kaviar/tensor";
import { options } from "../../options.ts";

const attendOptions = {
  /** True where a query may look at a key; stretched to [..., queries, keys]. */
  mask: anything<Tensor<"bool">>().optional(),
  /** Each query looks at keys up to its own place only. */
  causal: flag.default(false),
};

const readWeights = options("attentionWeights", attendOptions);
const read = options("attend", attendOptions);

export type AttendOptions = OptionsOf<typeof read>;

/** Added to a score that shall not count: its exponential is 0 beside any other. */
const never = -1e9;

const penalty = (allowed: Tensor<"bool">): Tensor => allowed.where(0, never);

/** Shares that sum to 1 from scores [..., queries, keys]. */
export const sharesOf = (
  scores: Tensor,
  { mask, causal }: { readonly mask?: Tensor<"bool"> | undefined; readonly causal: boolean },
): Tensor => {
  const [queries, keys] = scores.shape.slice(-2) as [number, number];
  let kept = scores;
  if (mask) kept = kept.add(penalty(mask));
  if (causal) kept = kept.add(penalty(arange(queries).expandDims(1).greaterEqual(arange(keys))));
  return kept.softmax(-1);
};

const weigh = (query: Tensor, key: Tensor, options: ReturnType<typeof read>): Tensor => {
  const turned = [...key.shape.slice(0, -2).keys(), key.rank - 1, key.rank - 2];
  return sharesOf(query.mul(query.shape.at(-1)! ** -0.5).matmul(key.transpose(turned)), options);
};

/**
 * How much each query looks at each key: softmax(q·kᵀ/√d), [..., queries, keys]. A query that may look at nothing looks
 * at all keys alike.
 */
export const attentionWeights = withCard(
  (query: Tensor, key: Tensor, given: AttendOptions = {}): Tensor => weigh(query, key, readWeights(given)),
  {
    about: {
      name: "Attention weights",
      formula: "softmax(q kᵀ/√d)",
      range: "[0, 1]",
      use: "to see what a query looks at",
      pitfall: "a large weight on a key does not say that the result depends on it",
      reference: "Bahdanau et al. 2015",
      seeAlso: ["attend"],
    },
  },
);

/**
 * Scaled dot-product attention: softmax(q·kᵀ/√d)·v, over the last two axes. (Vaswani et al. 2017)
 *
 * ```ts
 * attend(query, key, value, { causal: true })      // [N, T, d], [N, S, d], [N, S, e] → [N, T, e]
 * ```
 * Time and memory grow with queries × keys.
 */
export const attend = withCard(
  (query: Tensor, key: Tensor, value: Tensor, given: AttendOptions = {}): Tensor =>
    weigh(query, key, read(given)).matmul(value),
  {
    about: {
      name: "Scaled dot-product attention",
      formula: "softmax(q kᵀ/√d) v",
      use: "inside attention layers, or on its own without weights",
      pitfall: "without 1/√d the softmax of many features is nearly one-hot, and its gradient gone",
      reference: "Vaswani et al. 2017",
      seeAlso: ["multiHeadAttention"],
    },
  },
);
