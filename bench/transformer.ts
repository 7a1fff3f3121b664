/**
 * Two pre-norm transformer blocks through the public API, and a mean over the tokens to classify by.
 *   tsx bench/transformer.ts transformer 1
 */
import { gelu, key, mapStructure, type Tensor, uniform } from "@kaviar/tensor";
import { classifySequences } from "./classify-sequences.ts";
import { shapes } from "./peers/sequences.mjs";

const { features: width, length, heads, blocks, classes } = shapes.transformer;
const headWidth = width / heads;

let seed = 10;
const random = (inputs: number, shape: number[]) =>
  uniform(key(seed++), shape, { low: -(inputs ** -0.5), high: inputs ** -0.5 });
const dense = (inputs: number, outputs: number) => ({
  weight: random(inputs, [inputs, outputs]),
  bias: random(inputs, [outputs]),
});
const norm = () => ({
  scale: random(1, [width]).mul(0).add(1),
  shift: random(1, [width]).mul(0),
});
const newBlock = () => ({
  norm1: norm(),
  query: dense(width, width),
  keys: dense(width, width),
  values: dense(width, width),
  out: dense(width, width),
  norm2: norm(),
  up: dense(width, 4 * width),
  down: dense(4 * width, width),
});
type Dense = ReturnType<typeof dense>;
type Norm = ReturnType<typeof norm>;
type Block = ReturnType<typeof newBlock>;

const apply = (x: Tensor, { weight, bias }: Dense): Tensor => x.matmul(weight).add(bias);

const layerNorm = (x: Tensor, { scale, shift }: Norm): Tensor => {
  const centred = x.sub(x.mean(-1, { keepDims: true }));
  const variance = centred.square().mean(-1, { keepDims: true });
  return centred.mul(variance.add(1e-5).rsqrt()).mul(scale).add(shift);
};

/** [batch, tokens, width] as [batch, heads, width of a head, tokens]: one turn of a matrix, which is fast. */
const apart = (x: Tensor): Tensor => x.transpose([0, 2, 1]).reshape([-1, heads, headWidth, length]);
const together = (x: Tensor): Tensor => x.reshape([-1, width, length]).transpose([0, 2, 1]);

const attention = (x: Tensor, w: Block): Tensor => {
  // 1/√d goes to the weights, which are fewer than the scores.
  const query = mapStructure((each) => each.mul(headWidth ** -0.5), w.query);
  const scores = apart(apply(x, query))
    .transpose([0, 1, 3, 2])
    .matmul(apart(apply(x, w.keys)));
  const mixed = apart(apply(x, w.values)).matmul(scores.softmax(-1).transpose([0, 1, 3, 2]));
  return apply(together(mixed), w.out);
};

const block = (x: Tensor, w: Block): Tensor => {
  const y = x.add(attention(layerNorm(x, w.norm1), w));
  return y.add(apply(gelu(apply(layerNorm(y, w.norm2), w.up)), w.down));
};

const parameters = { blocks: Array.from({ length: blocks }, newBlock), head: dense(width, classes) };

await classifySequences("transformer", shapes.transformer, parameters, (w, x) =>
  apply(w.blocks.reduce(block, x).mean(1), w.head),
);
