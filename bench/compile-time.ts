/** How long it takes from a function to its first result: tracing, derivatives, passes, and the runtime's own loading. */
import {
  compile,
  data,
  einsum,
  grad,
  key,
  mapStructure,
  normal,
  scan,
  type Tensor,
  tensor,
  valueAndGrad,
} from "@kaviar/tensor";

const timed = async (name: string, run: () => Promise<unknown>) => {
  const start = performance.now();
  await run();
  console.log(`${name.padEnd(40)} ${(performance.now() - start).toFixed(0).padStart(6)} ms`);
};

const width = 64;
const tokens = 32;
const heads = 4;

const blockWeights = (block: number) => {
  const at = (i: number, shape: number[]) => normal(key(100 * block + i), shape, { std: 0.05 });
  return {
    query: at(1, [width, width]),
    keys: at(2, [width, width]),
    value: at(3, [width, width]),
    out: at(4, [width, width]),
    up: at(5, [width, 4 * width]),
    upBias: at(6, [4 * width]),
    down: at(7, [4 * width, width]),
    downBias: at(8, [width]),
    scale1: at(9, [width]),
    shift1: at(10, [width]),
    scale2: at(11, [width]),
    shift2: at(12, [width]),
  };
};
type Block = ReturnType<typeof blockWeights>;

const layerNorm = (x: Tensor, scale: Tensor, shift: Tensor): Tensor => {
  const centred = x.sub(x.mean(-1, { keepDims: true }));
  return centred
    .mul(centred.square().mean(-1, { keepDims: true }).add(1e-5).rsqrt())
    .mul(scale)
    .add(shift);
};

const block = (x: Tensor, w: Block): Tensor => {
  const [batch] = x.shape as [number];
  const split = (y: Tensor) => y.reshape([batch, tokens, heads, width / heads]);
  const h = layerNorm(x, w.scale1, w.shift1);
  const scores = einsum("bqhd,bkhd->bhqk", split(h.matmul(w.query)), split(h.matmul(w.keys))).mul(
    (width / heads) ** -0.5,
  );
  const mixed = einsum("bhqk,bkhd->bqhd", scores.softmax(-1), split(h.matmul(w.value))).reshape(x.shape);
  const y = x.add(mixed.matmul(w.out));
  const up = layerNorm(y, w.scale2, w.shift2).matmul(w.up).add(w.upBias);
  const gelu = up.mul(up.mul(Math.SQRT1_2).erf().add(1)).mul(0.5);
  return y.add(gelu.matmul(w.down).add(w.downBias));
};

const transformer = (blocks: number, batch: number) => {
  const weights = Array.from({ length: blocks }, (_, i) => blockWeights(i));
  const zeros = mapStructure((w) => w.mul(0), weights);
  const x = normal(key(9), [4, batch, tokens, width]);
  const loss = (at: Block[], rows: Tensor): Tensor => at.reduce(block, rows).square().mean();
  const train = compile((start: { weights: Block[]; m: Block[]; v: Block[] }, rows: Tensor) =>
    scan(
      (state: { weights: Block[]; m: Block[]; v: Block[] }, row: Tensor) => {
        const [value, g] = valueAndGrad(loss)(state.weights, row);
        const m = mapStructure((a, b) => a.mul(0.9).add(b.mul(0.1)), state.m, g);
        const v = mapStructure((a, b) => a.mul(0.99).add(b.square().mul(0.01)), state.v, g);
        const next = mapStructure((w, a, b) => w.sub(a.div(b.sqrt().add(1e-8)).mul(1e-3)), state.weights, m, v);
        return [{ weights: next, m, v }, value] as const;
      },
      start,
      rows,
    ),
  );
  return { train, state: { weights, m: zeros, v: zeros }, x };
};

const small = () => {
  const weights = [20, 64, 64].map((n, i) => normal(key(i), [n, [64, 64, 2][i]!]));
  const loss = (w: Tensor[], x: Tensor) =>
    w
      .reduce((h, each, i) => (i ? h.relu() : h).matmul(each), x)
      .logSoftmax()
      .mean()
      .neg();
  return compile((start: Tensor[], rows: Tensor) =>
    scan(
      (at: Tensor[], x: Tensor) =>
        [mapStructure((w, g) => w.sub(g.mul(0.1)), at, grad(loss)(at, x)), at[0]!.sum()] as const,
      start,
      rows,
    ),
  )(weights, normal(key(7), [10, 32, 20]));
};

await data(tensor([1]).add(1));
await timed("small step, first", () => data(small()));
await timed("small step, again", () => data(small()));
const { train, state, x } = transformer(12, 8);
await data(state);
await timed("12 transformer blocks, traced and written", async () => train(state, x));
await timed("12 transformer blocks, loaded and run", () => data(train(state, x)));
