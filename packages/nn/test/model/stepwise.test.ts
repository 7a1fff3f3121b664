import { data, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import {
  dense,
  embedding,
  fit,
  type LayerLike,
  layerNorm,
  lstm,
  multiHeadAttention,
  positionalEmbedding,
  positionalEncoding,
  residual,
  sequential,
  sparseSoftmaxCrossEntropy,
  stepwise,
  transformerBlock,
} from "../../src/index.ts";

const rows = Array.from({ length: 24 }, (_, n) => Array.from({ length: 8 }, (_, t) => (n * 3 + t * (1 + (n % 4))) % 7));
const next = rows.map((row) => [...row.slice(1), 0]);
const trained = (...layers: LayerLike[]) =>
  fit(
    sequential(...layers, dense(7)),
    { x: tensor(rows, { dtype: "int32" }), y: tensor(next, { dtype: "int32" }) },
    { loss: sparseSoftmaxCrossEntropy, epochs: 3, seed: 2 },
  );

const models: Readonly<Record<string, readonly LayerLike[]>> = {
  "waves for places": [embedding(7, 8), positionalEncoding(), transformerBlock({ heads: 2, hidden: 12, causal: true })],
  "learned places, two blocks": [
    embedding(7, 8),
    positionalEmbedding(8),
    transformerBlock({ heads: 2, hidden: 12, causal: true, norm: "after" }),
    transformerBlock({ heads: 4, keyHeads: 2, hidden: 8, causal: true }),
    layerNorm(),
  ],
  "turned places, a mask": [
    embedding(7, 8, { maskZero: true }),
    residual(multiHeadAttention(2, { causal: true, rotary: true })),
    (x: Tensor) => x.tanh(),
  ],
};

describe("token by token with a memory of keys and values", () => {
  it.each(Object.keys(models))("says what the full pass says: %s", async (name) => {
    const model = await trained(...models[name]!);
    const tokens = [
      [1, 4, 2, 6, 3, 1, 5, 2],
      [2, 2, 0, 1, 5, 4, 3, 0],
    ];
    const whole = await model.predict(tokens);
    const step = stepwise(model, { length: 8 });
    let { y, memory } = step(tokens.map((row) => row.slice(0, 3)));
    const pieces = [y];
    for (let t = 3; t < 8; t++) {
      ({ y, memory } = step(
        tokens.map((row) => [row[t]!]),
        memory,
      ));
      pieces.push(y);
    }
    const [full, pieced] = await data([whole, pieces[0]!.concat(pieces.slice(1), 1)]);
    expect(Math.max(...full!.map((value, i) => Math.abs(value - pieced![i]!)))).toBeLessThan(2e-5);
  });

  it("generates what taking the likeliest token of the full pass again and again generates", async () => {
    const model = await trained(...models["learned places, two blocks"]!);
    const said = [[3, 1]];
    while (said[0]!.length < 8) {
      // Causal: what is filled up behind changes nothing before it.
      const scores = (await model.predict([[...said[0]!, 0, 0, 0, 0, 0, 0, 0].slice(0, 8)])).slice(
        null,
        said[0]!.length - 1,
      );
      said[0]!.push(await scores.argmax(-1).squeeze().item());
    }
    const step = stepwise(model, { length: 8 });
    let { y, memory } = step([[3, 1]]);
    const tokens = [3, 1];
    while (tokens.length < 8) {
      const token = y
        .slice(null, y.shape[1]! - 1)
        .argmax(-1)
        .expandDims(1);
      tokens.push(await token.squeeze().item());
      if (tokens.length < 8) ({ y, memory } = step(token, memory));
    }
    expect(tokens).toEqual(said[0]);
  });

  it("goes on from a memory twice: a memory is a value", async () => {
    const model = await trained(...models["waves for places"]!);
    const step = stepwise(model, { length: 4 });
    const { memory } = step([[1, 2]]);
    const [one, other, again] = await data([step([[3]], memory).y, step([[4]], memory).y, step([[3]], memory).y]);
    expect(one).toEqual(again);
    expect(one).not.toEqual(other);
  });

  it("refuses layers that mix steps, attention that looks ahead, and more steps than it keeps", async () => {
    const recurrent = await trained(embedding(7, 4), lstm(4, { sequence: true }));
    expect(() => stepwise(recurrent, { length: 4 })([[1]])).toThrow("lstm does not");
    const ahead = await trained(embedding(7, 4), multiHeadAttention(2));
    expect(() => stepwise(ahead, { length: 4 })([[1]])).toThrow("attention must be causal");
    const model = await trained(...models["waves for places"]!);
    const step = stepwise(model, { length: 4 });
    const { memory } = step([[1, 2, 3]]);
    expect(() => step([[4, 5]], memory)).toThrow("stepwise keeps 4 steps: got 2 more after 3.");
  });
});
