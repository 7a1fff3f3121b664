import { key, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import {
  accuracy,
  adamw,
  add,
  concatenate,
  dense,
  embedding,
  fit,
  flatten,
  globalAveragePool,
  grown,
  initialized,
  masking,
  relu,
  sequential,
  sparseSoftmaxCrossEntropy,
  towers,
} from "../../../src/index.ts";
import { applyLayer, initialize } from "../../../src/layers/contract/layer.ts";

describe("towers", () => {
  it("gives each input to its own layer", async () => {
    const layer = sequential(towers({ a: (x) => x.mul(2), b: (x) => x.add(1) }), add());
    const { params, state } = initialize(layer, key(0), { a: [2], b: [2] } as never);
    const x = { a: tensor([[1, 2]]), b: tensor([[10, 20]]) };
    const { y } = applyLayer(layer, params, state, x as never, { training: false, key: key(0), path: "" });
    expect(Array.from((await (y as Tensor).data()) as Float32Array)).toEqual([13, 25]);
  });

  it("refuses inputs of other names", () => {
    const layer = towers({ a: dense(2), b: dense(2) });
    expect(() => initialize(layer, key(0), { a: [2] } as never)).toThrow(/they are `a`, `b`, got `a`\.\n.*\{ a, b \}/s);
    expect(() => initialize(layer, key(0), { a: [2], b: [2], c: [2] } as never)).toThrow(/got `a`, `b`, `c`/);
    expect(() => initialize(layer, key(0), [2] as never)).toThrow(/got one without a name/);
  });

  it("keeps the mask of a tower in it: what is not there is passed over", async () => {
    const network = sequential(
      towers({ words: sequential(embedding(4, 3, { maskZero: true }), globalAveragePool()), numbers: dense(1) }),
      concatenate(),
    );
    const model = await initialized(network, { words: [3], numbers: [1] } as never);
    const of = (words: number[]) => ({
      words: { data: Int32Array.from(words), shape: [1, 3] },
      numbers: { data: Float32Array.of(1), shape: [1, 1] },
    });
    const [filled, whole] = await Promise.all(
      [
        [2, 0, 0],
        [2, 2, 2],
      ].map(async (words) => (await model.predict(of(words) as never)).data()),
    );
    for (let i = 0; i < 4; i++) expect(filled![i]).toBeCloseTo(whole![i]!, 6);
  });

  it("learns from rows where one of two towers takes missing steps", async () => {
    const network = sequential(
      towers({
        steps: sequential(masking("missing"), globalAveragePool()),
        levels: sequential(embedding(2, 4), flatten),
      }),
      concatenate(),
      dense(16),
      relu,
      dense(2),
    );
    const levels = Int32Array.from({ length: 200 }, (_, i) => (i >> 1) % 2);
    const sign = Array.from({ length: 200 }, (_, i) => i % 2);
    const steps = Float32Array.from({ length: 400 }, (_, i) => (i % 2 === 1 ? Number.NaN : 2 * sign[i >> 1]! - 1));
    const x = { steps: { data: steps, shape: [200, 2, 1] }, levels: { data: levels, shape: [200, 1] } };
    const y = Int32Array.from(levels, (level, i) => level ^ sign[i]!);
    const model = await fit(network as never, { x, y } as never, {
      ...{ loss: sparseSoftmaxCrossEntropy, optimizer: adamw({ rate: 0.02 }), epochs: 20, seed: 1 },
      ...{ progress: false, doctor: "off" as const, metrics: [accuracy] },
    });
    const { metrics } = await model.evaluate({ x, y } as never);
    expect(metrics.accuracy).toBe(1);
  });

  it("goes on in a larger network that says the same", async () => {
    const made = (units: number) =>
      sequential(
        towers({ a: sequential(dense(units), relu), b: sequential(dense(2 * units), relu) }),
        concatenate(),
        dense(3),
      );
    const shape = { a: [3], b: [2] } as never;
    const small = await initialized(made(4), shape);
    const x = { a: tensor([[1, -2, 3]]), b: tensor([[0.5, 2]]) } as never;
    const { model } = (await grown(small, made(8) as never)) as unknown as { model: typeof small };
    const [before, after] = [await (await small.predict(x)).data(), await (await model.predict(x)).data()];
    for (const [i, value] of before.entries()) expect(after[i]).toBeCloseTo(value, 5);
  });
});
