import { dense, fit, type ModelError, meanSquaredError, train } from "@kaviar/nn";
import { describe, expect, it } from "vitest";

describe("rows and labels as other programs give them", () => {
  const line = (data: object) => fit(dense(1), data as never, { loss: meanSquaredError, epochs: 1 });

  it("may be bigints: counts of databases, in lists as in typed arrays", async () => {
    const whole = { x: [[1n], [2n], [3n]], y: [2n, 4n, 6n] };
    const numbers = { x: [[1], [2], [3]], y: [2, 4, 6] };
    expect((await line(whole)).history[0]!.loss).toBe((await line(numbers)).history[0]!.loss);
    await expect(line({ ...whole, y: [2n, 2n ** 60n, 6n] })).rejects.toThrow(
      "y must hold numbers: got 1152921504606846976n at 1.",
    );
  });

  it("with null in a row are told of what is missing, not of texts", async () => {
    const error = await line({
      x: [
        [1, 2],
        [null, 3],
      ],
      y: [1, 2],
    }).catch((thrown: ModelError) => thrown as ModelError);
    expect(`${(error as ModelError).evidence} ${(error as ModelError).remedy}`).toBe(
      "x, row 1 must hold numbers: got null in place 0. Fill in what is missing, or leave out the row.",
    );
  });

  it("come in one record, not apart as in Keras", async () => {
    const apart = fit as unknown as (...given: unknown[]) => Promise<unknown>;
    await expect(apart(dense(1), [[1], [2]], [1, 2])).rejects.toThrow(
      "fit takes data as one record, { x, y }: got rows alone.",
    );
    expect(() => (train as unknown as typeof apart)(dense(1), [[1], [2]], [1, 2])).toThrow(
      "train takes data as one record",
    );
    expect(() => (train as unknown as typeof apart)(undefined, { x: [[1]] }, {})).toThrow(
      "A model is a layer, or a function of tensors: got nothing.",
    );
    await expect(apart(dense(1), new Float32Array(2), [1, 2], {})).rejects.toThrow(
      "Write fit(model, { x, y }, { loss, … }).",
    );
  });

  it("are asked for where there are none", async () => {
    const trained = await line({
      x: [
        [1, 1],
        [2, 0],
      ],
      y: [1, 2],
    });
    await expect(trained.predict([])).rejects.toThrow("There is nothing to predict: x has 0 rows.");
    await expect(trained.evaluate({ x: [[1, 1]] })).rejects.toThrow(
      "evaluate compares what the model says with `y`: got x alone",
    );
  });
});
