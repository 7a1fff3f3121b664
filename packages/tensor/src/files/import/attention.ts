import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { softmax } from "../../operations/statistics.ts";
import { full } from "../../primitives/constant.ts";
import type { Call, Translation } from "./call.ts";

/** [N, T, H·D] as [N, H, T, D], where heads lie side by side. */
const apart = (x: AnyTensor, heads: number): AnyTensor =>
  x.rank === 4 ? x : x.reshape([x.shape[0]!, x.shape[1]!, heads, -1]).transpose([0, 2, 1, 3]);

/** A head of keys for each head of queries, each in use by as many as share it. (Ainslie et al. 2023) */
const repeated = (x: AnyTensor, heads: number): AnyTensor => {
  const [n, own, t, d] = x.shape as [number, number, number, number];
  if (own === heads) return x;
  return x
    .expandDims(2)
    .broadcastTo([n, own, heads / own, t, d])
    .reshape([n, heads, t, d]);
};

/** softmax(q·kᵀ·scale + mask)·v. (Vaswani et al. 2017) */
const attention = (call: Call): AnyTensor => {
  const [q, k, v] = [
    apart(call.input(0), call.integer("q_num_heads", 1)),
    apart(call.input(1), call.integer("kv_num_heads", 1)),
    apart(call.input(2), call.integer("kv_num_heads", 1)),
  ];
  const [heads, queries, width, keys] = [q.shape[1]!, q.shape[2]!, q.shape[3]!, k.shape[2]!];
  const scale = call.float("scale", 1 / Math.sqrt(width));
  const mask = call.optional(3);
  const causal = call.integer("is_causal", 0) === 1;
  // The scores themselves, an output that nobody reads; and the precision of a softmax that is float32 here.
  if (call.outputs > 1) throw call.refuse("its further outputs, keys and values for the next call, are not known");
  call.ignore("qk_matmul_output_mode", "softmax_precision");
  if (call.float("softcap", 0) !== 0) throw call.refuse("it bends its scores (softcap)");
  const scores = q.matmul(repeated(k, heads).transpose([0, 1, 3, 2])).mul(scale);
  const low = (where: AnyTensor): AnyTensor =>
    (where as Tensor<"bool">).where(scores, Number.NEGATIVE_INFINITY as never);
  const masked = mask ? (mask.dtype === "bool" ? low(mask) : scores.add(mask)) : scores;
  const below = full([queries, keys], 1, "int32").tril().cast("bool");
  const seen = causal ? (below.where(masked, Number.NEGATIVE_INFINITY as never) as AnyTensor) : masked;
  const y = softmax(seen, -1).matmul(repeated(v, heads));
  return call.input(0).rank === 4 ? y : y.transpose([0, 2, 1, 3]).reshape([q.shape[0]!, queries, -1]);
};

export const attentions = { Attention: attention } satisfies Readonly<Record<string, Translation>>;
