import { data, key, openOnnx, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import {
  crossValidate,
  dense,
  fit,
  globalAveragePool,
  gru,
  masking,
  normalize,
  sequential,
  sparseSoftmaxCrossEntropy,
} from "../../../src/index.ts";
import { layerFrom, layerToJson } from "../../../src/registry/index.ts";
import { expectNear } from "../../recorded.ts";

const steps = 6;
/** Series of 3 to 6 steps of two features; class 1 goes up. */
const rows = 40;
const lengths = Array.from({ length: rows }, (_, i) => 3 + (i % 4));
const labels = Int32Array.from(lengths, (_, i) => (i >> 2) % 2);
const x = {
  data: Float32Array.from({ length: rows * steps * 2 }, (_, i) => {
    const [row, step, feature] = [Math.floor(i / (2 * steps)), Math.floor(i / 2) % steps, i % 2];
    return step < lengths[row]! ? (labels[row] ? step : -step) + feature : Number.NaN;
  }),
  shape: [rows, steps, 2],
};
const loss = sparseSoftmaxCrossEntropy;
const model = sequential(masking("missing"), normalize(), gru(4), dense(2));

describe('masking("missing")', () => {
  it("learns from series that end in NaN, and predicts what the series without an end predict", async () => {
    const trained = await fit(model, { x, y: labels }, { loss, epochs: 3, validation: 0.25, doctor: "light" });
    const [all, alone] = await data([
      await trained.predict(x),
      await trained.predict({ data: x.data.slice(0, 2 * steps), shape: [1, steps, 2] }),
    ]);
    expect(all!.every(Number.isFinite)).toBe(true);
    expectNear(alone, { shape: [2], data: [...all!.slice(0, 2)] }, 1e-5);
    const file = await openOnnx(await trained.toOnnx());
    const run = await file.run({ [file.inputs[0]!.name]: tensor(x.data, { shape: x.shape }) });
    const [theirs] = await data([Object.values(run)[0] as Tensor]);
    expectNear(theirs, { shape: [], data: [...all!] }, 1e-5);
    expect((await trained.evaluate({ x, y: labels })).loss).toBeGreaterThan(0);
    expect(
      Number.isFinite((await crossValidate(model, { x, y: labels }, { loss, epochs: 1, folds: 2 })).mean.loss),
    ).toBe(true);
  });

  it("is written and read as any layer", () => {
    expect(layerToJson(layerFrom(layerToJson(masking("missing"))!))).toEqual({
      kind: "masking",
      options: { value: "missing" },
    });
    expect(() => masking("nothing" as never)).toThrow(/`value` of masking must be a finite number, or "missing"/);
  });

  it("counts steps that are there only", async () => {
    const mean = sequential(masking("missing"), globalAveragePool());
    const { y } = mean.apply({}, {}, tensor(x.data, { shape: x.shape }).slice([0, 1]), {
      training: false,
      key: key(0),
      path: "",
    });
    expect(await y.array()).toEqual([[-1, 0]]);
  });

  it("is asked for where steps are NaN, and not enough where part of a step is", async () => {
    const without = sequential(normalize(), gru(4), dense(2));
    await expect(fit(without, { x, y: labels }, { loss })).rejects.toThrow(
      /got NaN at row 0, column 6 of 40\.\n.*begins with masking\("missing"\)/,
    );
    await expect(fit(without, { x: tensor(x.data, { shape: x.shape }), y: labels }, { loss })).rejects.toThrow(
      /got NaN/,
    );
    const gap = { ...x, data: x.data.slice() };
    gap.data[1] = Number.NaN;
    await expect(fit(model, { x: gap, y: labels }, { loss })).rejects.toThrow(/got NaN at row 0, column 1 of 40/);
    await expect(fit(model, { x: tensor(gap.data, { shape: gap.shape }), y: labels }, { loss })).rejects.toThrow(
      /column 1/,
    );
    const trained = await fit(model, { x, y: labels }, { loss, epochs: 1 });
    await expect(trained.predict(gap)).rejects.toThrow(/column 1/);
    await expect(trained.predict({ ...x, data: x.data.map((n) => (Number.isNaN(n) ? Infinity : n)) })).rejects.toThrow(
      /Infinity/,
    );
  });
});
