import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openOnnx, type Tensor, tensor } from "@kaviar/tensor";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  accuracy,
  adam,
  conv2d,
  define,
  dense,
  embedding,
  fit,
  flatten,
  type Inputs,
  type LayerLike,
  load,
  lstm,
  relu,
  sequential,
  sparseSoftmaxCrossEntropy,
  transformerBlock,
} from "../../src/index.ts";
import { clusters } from "./examples.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kaviar-int8-"));
});
afterAll(() => rm(folder, { recursive: true }));

const numbersOf = async (y: Tensor): Promise<number[]> => Array.from(await y.data());
const waves = (shape: readonly number[]) => ({
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i * i)),
  shape,
});
const tokens = { data: Int32Array.from({ length: 12 * 5 }, (_, i) => (7 * i * i) % 50), shape: [12, 5] };

const models: Readonly<Record<string, readonly [LayerLike, Inputs, string]>> = {
  "dense layers": [sequential(dense(64), relu, dense(64), relu, dense(3)), waves([12, 20]), "product"],
  convolutions: [
    sequential(conv2d(16, 3), relu, conv2d(16, 3), relu, flatten, dense(3)),
    waves([12, 3, 5, 5]),
    "stored",
  ],
  "an LSTM": [sequential(lstm(32), dense(3)), waves([12, 6, 16]), "stored"],
  "a transformer": [
    sequential(embedding(50, 32), transformerBlock({ heads: 2, hidden: 128 }), flatten, dense(3)),
    tokens,
    "rows",
  ],
};
const y = Array.from({ length: 12 }, (_, i) => i % 3);
const options = { loss: sparseSoftmaxCrossEntropy, optimizer: adam({ rate: 0.01 }), metrics: [accuracy], epochs: 8 };

describe("a model in 8 bits", () => {
  it.each(Object.keys(models))("of %s is smaller, says what it costs, and predicts when it is loaded", async (name) => {
    const [layers, x, as] = models[name]!;
    const trained = await fit(layers, { x, y }, options);
    const [whole, small] = [join(folder, "whole.onnx"), join(folder, "small.onnx")];
    const { bytes: before } = await trained.save(whole);
    const { bytes, quantized } = await trained.save(small, { quantize: "int8", compare: { x, y } });
    expect([before, bytes]).toEqual([(await readFile(whole)).length, (await readFile(small)).length]);
    expect(quantized!.from).toBe(before);
    expect(quantized!.weights.map((each) => each.as)).toContain(as);
    // What is not weights (the graph itself) weighs some kB.
    expect(bytes).toBeLessThan(
      before - 2 * quantized!.weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0),
    );
    const { difference, before: was, after } = quantized!.comparison!;
    expect(difference).toBeGreaterThan(0);
    expect(difference).toBeLessThan(0.05);
    expect(was).toEqual((await trained.evaluate({ x, y })).metrics);
    expect(Math.abs(was.accuracy! - after.accuracy!)).toBeLessThan(0.1);
    const again = await load(small);
    const said = await numbersOf(await again.predict(x));
    const file = await openOnnx(await readFile(small));
    const given = x as { data: Float32Array; shape: number[] };
    const { output } = await file.run({ input: tensor(given.data, { shape: given.shape }) });
    expect(said).toEqual(await numbersOf(output as Tensor));
    await file.release();
    // It is a layer with the weights that it has, and is trained on.
    const tuned = await fit(again, { x, y }, { ...options, epochs: 2 });
    expect(tuned.history[0]!.loss).toBeLessThan(trained.history[0]!.loss);
  });

  it("of small layers stays as it is", async () => {
    const trained = await fit(sequential(dense(4), relu, dense(3)), clusters(12), options);
    const { bytes, quantized } = await trained.save(join(folder, "tiny.onnx"), { quantize: "int8" });
    expect(quantized).toEqual({ from: bytes, weights: [] });
  });

  it("of a function of one's own is loaded with its layers", async () => {
    const own = define({ wide: dense(64), head: dense(3) }, (layers, x: Tensor) => layers.head(layers.wide(x).relu()));
    const x = waves([12, 20]);
    const trained = await fit(own, { x, y }, options);
    const file = join(folder, "own.onnx");
    await trained.save(file, { quantize: "int8" });
    await expect(load(file)).rejects.toThrow(/8 bits is loaded into its layers.*\nGive them/);
    const again = await load(file, { model: own });
    expect((await again.predict(x)).shape).toEqual([12, 3]);
  });

  it("is refused for other numbers of bits", async () => {
    const trained = await fit(sequential(dense(3)), clusters(12), options);
    await expect(trained.save(join(folder, "odd.onnx"), { quantize: "int4" as never })).rejects.toThrow(/quantize/);
  });
});
