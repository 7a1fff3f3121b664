import {
  dense,
  fit,
  meanSquaredError,
  sequential,
  sgd,
  sparseSoftmaxCrossEntropy,
  type TrainOptions,
} from "@kaviar/nn";
import type { Tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";

const x = [[1], [2], [3], [5]];
const texts = ["2", "4", " 6 ", "1e1"];
const options: TrainOptions = { loss: meanSquaredError, optimizer: sgd({ rate: 0.05 }), epochs: 400, batchSize: "all" };

describe("texts as targets of numbers", () => {
  it('are the numbers they write: y = 2x of ["2", "4", "6", "1e1"], not alphabetical classes', async () => {
    const trained = await fit(dense(1), { x, y: texts }, { ...options, validation: { x: [[4]], y: ["8"] } });
    expect((await (await trained.predict([[10]])).data())[0]).toBeCloseTo(20, 2);
    expect((await trained.evaluate({ x, y: texts })).loss).toBeLessThan(1e-4);
    expect(trained.classes).toBeUndefined();
  });

  it("are read so from a stream too", async () => {
    async function* rows() {
      yield { x, y: texts };
    }
    const { history } = await fit(dense(1), rows, { ...options, batchSize: 4 });
    expect(history.at(-1)!.loss).toBeLessThan(1e-4);
  });

  it.each(["b", "", "1,5", "0x10", "Infinity"])("are refused where one is no number: %j, with its row", async (odd) => {
    const wrong = fit(dense(1), { x, y: ["2", "4", odd, "10"] }, options);
    await expect(wrong).rejects.toThrow(
      `\`y\` must hold numbers for meanSquaredError: got ${JSON.stringify(odd)} at row 2.`,
    );
  });

  it("stay classes for losses of classes, and are refused where a loss of one's own does not say", async () => {
    const classes = { ...options, loss: sparseSoftmaxCrossEntropy };
    const trained = await fit(
      sequential(dense(2)),
      { x, y: ["2", "4", "2", "10"].map((t) => t[0]!) },
      { ...classes, epochs: 1 },
    ).catch(String);
    expect(trained).toMatch(/integers in \[0, 2\)/);
    const own = (p: Tensor, t: Tensor) => p.sub(t).square().mean(-1);
    await expect(fit(dense(1), { x, y: texts }, { ...options, loss: own })).rejects.toThrow(
      'Texts in `y` are classes, or numbers: a loss of your own does not say which, got "2".',
    );
  });
});
