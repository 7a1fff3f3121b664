import { concat, einsum, type FloatDType, scan, type Tensor, tensor, where } from "@kaviar/tensor";

/** Parameters and data by name. */
export type Named<D extends FloatDType> = Readonly<Record<string, Tensor<D>>>;

const crossEntropy = <D extends FloatDType>(logits: Tensor<D>, labels: Tensor<"int32">): Tensor<D> =>
  logits.logSoftmax().takeAlongAxis(labels.expandDims(1), 1).mean().neg();

export const mlp = <D extends FloatDType>({ x, w1, b1, w2, b2, w3, b3 }: Named<D>, labels: Tensor<"int32">) => {
  const logits = x!.matmul(w1!).add(b1!).relu().matmul(w2!).add(b2!).relu().matmul(w3!).add(b3!);
  return { loss: crossEntropy(logits, labels), logits };
};

/** 5 → 6 → 2 with 50 parameters in one vector. */
export const small = <D extends FloatDType>(theta: Tensor<D>, x: Tensor<D>, labels: Tensor<"int32">): Tensor<D> => {
  const [w1, b1, w2, b2] = theta.split([30, 6, 12, 2]) as [Tensor<D>, Tensor<D>, Tensor<D>, Tensor<D>];
  const h = x
    .matmul(w1.reshape([5, 6]))
    .add(b1)
    .tanh();
  return crossEntropy(h.matmul(w2.reshape([6, 2])).add(b2), labels);
};

export const cnn = <D extends FloatDType>(
  { x, w1, gamma, beta, w2, b2, w3, b3 }: Named<D>,
  labels: Tensor<"int32">,
) => {
  const perChannel = (each: Tensor<D>) => each.reshape([1, -1, 1, 1]);
  const first = x!.conv2d(w1!, { padding: "same" });
  const centred = first.sub(first.mean([0, 2, 3], { keepDims: true }));
  const normal = centred.div(first.variance([0, 2, 3], { keepDims: true }).add(1e-5).sqrt());
  const pooled = normal.mul(perChannel(gamma!)).add(perChannel(beta!)).relu().maxPool2d(2);
  const second = pooled.conv2d(w2!, { stride: 2, groups: 2 }).add(perChannel(b2!)).relu();
  const logits = second.reshape([x!.shape[0]!, -1]).matmul(w3!).add(b3!);
  return { loss: crossEntropy(logits, labels), logits };
};

/** Gates in PyTorch's order: input, forget, cell, output. */
const lstmDirection = <D extends FloatDType>(named: Named<D>, place: 0 | 1) => {
  const suffix = place === 0 ? "l0" : "l0_reverse";
  const [wx, wh, bx, bh] = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map(
    (name) => named[`${name}_${suffix}`]!,
  ) as [Tensor<D>, Tensor<D>, Tensor<D>, Tensor<D>];
  const start = { h: named.h!.slice(place), c: named.c!.slice(place) };
  return scan(
    ({ h, c }, x: Tensor<D>) => {
      const gates = x.matmul(wx.transpose()).add(bx).add(h.matmul(wh.transpose())).add(bh);
      const [input, forget, cell, output] = gates.split(4, 1) as [Tensor<D>, Tensor<D>, Tensor<D>, Tensor<D>];
      const next = forget.sigmoid().mul(c).add(input.sigmoid().mul(cell.tanh()));
      const out = output.sigmoid().mul(next.tanh());
      return [{ h: out, c: next }, out];
    },
    start,
    named.x!.transpose([1, 0, 2]),
    { reverse: place === 1 },
  );
};

export const lstm = <D extends FloatDType>(named: Named<D>) => {
  const [[left, forward], [right, backward]] = [lstmDirection(named, 0), lstmDirection(named, 1)];
  return {
    output: concat([forward, backward], 2).transpose([1, 0, 2]),
    h: left.h.expandDims(0).concat(right.h.expandDims(0)),
    c: left.c.expandDims(0).concat(right.c.expandDims(0)),
  };
};

const layerNorm = <D extends FloatDType>(x: Tensor<D>, weight: Tensor<D>, bias: Tensor<D>): Tensor<D> => {
  const centred = x.sub(x.mean(-1, { keepDims: true }));
  return centred
    .div(x.variance(-1, { keepDims: true }).add(1e-5).sqrt())
    .mul(weight)
    .add(bias);
};

const gelu = <D extends FloatDType>(x: Tensor<D>): Tensor<D> => x.mul(0.5).mul(x.div(Math.SQRT2).erf().add(1));

/** x + attention(norm x), then x + mlp(norm x); two heads, each place sees itself and what was before. */
export const transformer = <D extends FloatDType>(named: Named<D>) => {
  const x = named.x!;
  const [batch, length, width] = x.shape as [number, number, number];
  const linear = (name: string, at: Tensor<D>) =>
    at.matmul(named[`${name}weight`]!.transpose()).add(named[`${name}bias`]!);
  const norm = (name: string, at: Tensor<D>) => layerNorm(at, named[`${name}_weight`]!, named[`${name}_bias`]!);

  const heads = linear("self_attn_in_proj_", norm("norm1", x)).reshape([batch, length, 3, 2, width / 2]);
  const [q, k, v] = [0, 1, 2].map((part) => heads.slice(null, null, part)) as [Tensor<D>, Tensor<D>, Tensor<D>];
  const scores = einsum("bqhd,bkhd->bhqk", q, k).div(Math.sqrt(width / 2));
  const seen = tensor(
    Array.from({ length }, (_, i) => Array.from({ length }, (_, j) => j <= i)),
    { dtype: "bool" },
  );
  const attention = where(seen, scores, -1e30).softmax();
  const mixed = einsum("bhqk,bkhd->bqhd", attention, v).reshape([batch, length, width]);
  const h = x.add(linear("self_attn_out_proj_", mixed));
  return { output: h.add(linear("linear2_", gelu(linear("linear1_", norm("norm2", h))))) };
};
