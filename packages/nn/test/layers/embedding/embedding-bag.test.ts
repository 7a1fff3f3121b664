import { key, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { embeddingBag, initialized, loadWeights, summary } from "../../../src/index.ts";
import { applyLayer, initialize } from "../../../src/layers/contract/layer.ts";

const weight = [
  [9, 9],
  [1, 2],
  [10, 20],
];
const bag = {
  terms: { data: Int32Array.of(1, 2, 2, 0), shape: [2, 2] },
  weights: { data: Float32Array.of(0.5, 0.25, 2, 7), shape: [2, 2] },
};

describe("embeddingBag", () => {
  const layer = embeddingBag(3, 2);
  const params = { weight: tensor(weight), bias: tensor([100, 200]) };
  const x = {
    terms: tensor(bag.terms.data, { shape: [2, 2] }),
    weights: tensor(bag.weights.data, { shape: [2, 2] }),
  };

  it("adds rows as often as they count, and none for term 0, whatever that is said to count", async () => {
    const { y } = applyLayer(layer as never, params, {}, x, { training: false, key: key(0), path: "" });
    expect([...(await (y as typeof x.weights).data())]).toEqual([103, 206, 120, 240]);
  });

  it("predicts the same from a file's operators, with numbers of terms as they come", async () => {
    const model = await initialized(layer as never, { terms: [2], weights: [2] });
    const { model: loaded } = await loadWeights(model, params);
    expect([...(await (await loaded.predict(bag as never)).data())]).toEqual([103, 206, 120, 240]);
    expect((await loaded.toOnnx()).length).toBeGreaterThan(100);
    const odd = { ...bag, terms: { data: Int32Array.of(1, 2, 3, 0), shape: [2, 2] } };
    await expect(loaded.predict(odd as never)).rejects.toThrow(
      /embeddingBag takes whole numbers in \[0, 3\), its vocabulary: got 3 in x\.terms at row 1/,
    );
  });

  it("counts what it multiplies", () => {
    expect(summary(layer as never, { terms: [5], weights: [5] })).toContain("8 numbers to learn");
  });

  it("refuses what is no bag", () => {
    expect(() => initialize(layer as never, key(0), [4])).toThrow(/takes \{ terms, weights \}/);
    expect(() => initialize(layer as never, key(0), { terms: [4], weights: [3] })).toThrow(/as many weights as terms/);
  });
});
