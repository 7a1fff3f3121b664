import type { AnyTensor } from "../../core/tensor.ts";
import { softmax } from "../../operations/statistics.ts";
import { masked, maskOf, seesAny } from "./attention-mask.ts";
import type { Call, Translation } from "./call.ts";
import { rotary } from "./rotary.ts";

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

/** softmax(q·kᵀ·scale + mask)·v, keys and values of earlier calls before those of this one. (Vaswani et al. 2017) */
const attention = (call: Call): readonly (AnyTensor | undefined)[] => {
  const [q, newK, newV] = [
    apart(call.input(0), call.integer("q_num_heads", 1)),
    apart(call.input(1), call.integer("kv_num_heads", 1)),
    apart(call.input(2), call.integer("kv_num_heads", 1)),
  ];
  const behind = (past: AnyTensor | undefined, x: AnyTensor): AnyTensor => (past ? past.concat(x, 2) : x);
  const [k, v] = [behind(call.optional(4), newK), behind(call.optional(5), newV)];
  const [heads, rows, width] = [q.shape[1]!, q.shape[2]!, q.shape[3]!];
  // The precision of a softmax that is float32 here.
  call.ignore("softmax_precision");
  const scale = call.float("scale", 1 / Math.sqrt(width));
  const raw = q.matmul(repeated(k, heads).transpose([0, 1, 3, 2])).mul(scale);
  const cap = call.float("softcap", 0);
  const scores = cap === 0 ? raw : raw.div(cap).tanh().mul(cap);
  const mask = maskOf(call, rows, k.shape[2]!);
  const seen = masked(scores, mask);
  const any = seesAny(mask);
  // A query without keys has nothing to say: its scores are put aside before, so that its slopes are 0 too.
  const weights = any ? any.where(softmax(any.where(seen, 0 as never), -1), 0 as never) : softmax(seen, -1);
  const y = weights.matmul(repeated(v, heads));
  const mode = call.integer("qk_matmul_output_mode", 0);
  if (mode === 0 && cap !== 0 && call.wants(3)) {
    throw call.refuse("whether its scores are asked for before or after they are bent is not said (softcap)");
  }
  return [
    call.input(0).rank === 4 ? y : y.transpose([0, 2, 1, 3]).reshape([q.shape[0]!, rows, -1]),
    k,
    v,
    [raw, scores, seen, weights][mode],
  ];
};

export const attentions = { Attention: attention, RotaryEmbedding: rotary } satisfies Readonly<
  Record<string, Translation>
>;
