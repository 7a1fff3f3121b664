import { dense, embedding, fit, flatten, sequential, sparseSoftmaxCrossEntropy, type TrainOptions } from "@kaviar/nn";
import { describe, expect, it } from "vitest";

const x = Array.from({ length: 64 }, (_, i) => [i % 5, (i * 3) % 5]);
const y = Int32Array.from(x, ([a, b]) => (a! > b! ? 1 : 0));
const model = sequential(embedding(5, 3), flatten, dense(2));
const options: TrainOptions = { loss: sparseSoftmaxCrossEntropy, epochs: 1 };
const odd = (row: number, token: number) => x.map((each, i) => (i === row ? [token, 0] : each));

describe("a number outside of a vocabulary is named with its layer and its row", () => {
  it.each([9, -1, 5])("in training: %d", async (token) => {
    await expect(fit(model, { x: odd(7, token), y }, options)).rejects.toThrow(
      `embedding takes whole numbers in [0, 5), its vocabulary: got ${token} in x at row 7.`,
    );
  });

  it("on rows of validation, in evaluate and in predict", async () => {
    const said = "embedding takes whole numbers in [0, 5), its vocabulary: got 7 in x at row 1.";
    const far = {
      x: [
        [1, 2],
        [0, 7],
      ],
      y: [0, 1],
    };
    await expect(fit(model, { x, y }, { ...options, validation: far })).rejects.toThrow(said);
    const trained = await fit(model, { x, y }, options);
    await expect(trained.evaluate(far)).rejects.toThrow(said);
    await expect(trained.predict(far.x)).rejects.toThrow(said);
  });
});
