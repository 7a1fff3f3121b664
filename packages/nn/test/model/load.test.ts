import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openOnnx, type Tensor } from "@kaviar/tensor";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gelu, relu } from "../../src/activations/index.ts";
import {
  batchNorm,
  conv2d,
  dense,
  flatten,
  globalAveragePool,
  gru,
  layerNorm,
  lstm,
  residual,
  sequential,
  transformerBlock,
} from "../../src/layers/index.ts";
import { meanSquaredError, sparseSoftmaxCrossEntropy } from "../../src/losses/index.ts";
import { accuracy } from "../../src/metrics/index.ts";
import { load } from "../../src/model/index.ts";
import { adam } from "../../src/optimizers/index.ts";
import { type Fitted, fit } from "../../src/training/index.ts";
import { numbersOf } from "../training/numbers.ts";
import { classified, clusters, fitBars, fitClusters, predicted } from "./examples.ts";

let folder = "";
let points: Fitted;
let images: Fitted;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kaviar-model-"));
  points = await fitClusters();
  images = await fitBars();
});
afterAll(() => rm(folder, { recursive: true }));

describe("a file", () => {
  it("holds parameters and state under their paths, a batch of any size, and what it was made from", async () => {
    const file = await openOnnx(await images.toOnnx());
    expect([file.inputs[0], file.outputs[0]!.name]).toEqual([
      { name: "input", dtype: "float32", shape: ["batch", 1, 6, 6] },
      "output",
    ]);
    const expected = await numbersOf(images);
    for (const [path, numbers] of Object.entries(expected))
      expect(Array.from((await file.initializers.get(path)!.data()) as Float32Array), path).toEqual(numbers);
    await file.release();
    const named = await openOnnx(await points.toOnnx());
    const card = JSON.parse(named.metadata.kaviar!) as Record<string, unknown>;
    expect(named.metadata.classes).toBe("low\nmid\ntop");
    expect(card).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      classes: ["low", "mid", "top"],
      fingerprint: expect.stringMatching(/^60 rows, [0-9a-f]{8}$/),
      model: { kind: "sequential" },
    });
    await named.release();
  });

  it("is written beside and renamed: no part is left", async () => {
    const file = join(folder, "points.onnx");
    await points.save(file);
    await points.save(file);
    expect(await readFile(file)).toEqual(Buffer.from(await points.toOnnx()));
    expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
    await expect(points.save(join(folder, "no", "such", "folder.onnx"))).rejects.toThrow(/ENOENT/);
  });

  it("is loaded as the model that it was: to the bit, and trained on to the same bits", async () => {
    const again = await load(await points.toOnnx(), { loss: sparseSoftmaxCrossEntropy, metrics: [accuracy] });
    const { x, y } = clusters(20);
    expect(await predicted(again, x)).toEqual(await predicted(points, x));
    expect(again.classes).toEqual(["low", "mid", "top"]);
    expect(await again.evaluate({ x, y })).toEqual(await points.evaluate({ x, y }));
    const [one, two] = [
      await fit(again, clusters(60), { ...classified, epochs: 2 }),
      await fit(points, clusters(60), { ...classified, epochs: 2 }),
    ];
    expect(await numbersOf(one)).toEqual(await numbersOf(two));
    const bare = await load(await points.toOnnx());
    await expect(bare.evaluate({ x, y })).rejects.toThrow(/evaluate needs a loss.*\nmodel\.evaluate/);
  });

  const kinds: [string, Parameters<typeof fit>[0], number[]][] = [
    [
      "convolutions and batch norm",
      sequential(conv2d(3, 3), batchNorm(), relu, residual(conv2d(3, 3), batchNorm()), globalAveragePool(), dense(2)),
      [2, 5, 5],
    ],
    ["an LSTM and a GRU", sequential(lstm(4, { sequence: true } as never), gru(3), dense(2)), [6, 3]],
    [
      "a transformer block",
      sequential(dense(8), transformerBlock({ heads: 2, hidden: 8 }), layerNorm(), gelu, flatten, dense(2)),
      [4, 3],
    ],
    ["layers under names", sequential({ body: sequential(dense(4), relu), head: dense(2) }), [3]],
  ];
  it.each(kinds)("of %s is loaded without its code", async (_, model, shape) => {
    const size = shape.reduce((product, n) => product * n, 1);
    const x = { data: Float32Array.from({ length: 6 * size }, (_, i) => Math.sin(i)), shape: [6, ...shape] };
    const trained = await fit(model, { x, y: [0, 1, 0, 1, 0, 1] }, { ...classified, metrics: [], epochs: 1 });
    const again = await load(await trained.toOnnx());
    expect(await predicted(again, x)).toEqual(await predicted(trained, x));
    expect(await numbersOf(again)).toEqual(await numbersOf(trained));
  });

  it("of a function of your own needs that function to be trained on, and predicts without", async () => {
    const own = sequential(dense(3), (x: Tensor) => x.mul(2), dense(1));
    const x = [
      [1, 2],
      [3, 4],
    ];
    const trained = await fit(own, { x, y: [1, 2] }, { loss: meanSquaredError, epochs: 1 });
    const bytes = await trained.toOnnx();
    const [imported, known] = [await load(bytes), await load(bytes, { model: own })];
    expect(await predicted(known, x)).toEqual(await predicted(trained, x));
    expect(await predicted(imported, x)).toEqual((await predicted(trained, x)).map((v) => expect.closeTo(v, 5)));
    expect(Object.keys(await numbersOf(known))).toEqual(Object.keys(await numbersOf(trained)));
    await expect(load(bytes, { model: sequential(dense(4), (x: Tensor) => x.mul(2), dense(1)) })).rejects.toThrow(
      /dense\/weight should be \[2, 4\], it is \[2, 3\]\.\nGive the layers/,
    );
  });

  it("that is none is refused", async () => {
    await expect(load(join(folder, "not-there.onnx"))).rejects.toThrow(/There is no file .*not-there/);
    await expect(load(Uint8Array.of(1, 2, 3))).rejects.toThrow();
  });
});

describe("a file of another program", () => {
  const fixtures = new URL("../../../tensor/test/files/import/", import.meta.url);
  const perceptron = async () => load(await readFile(new URL("perceptron-17.onnx", fixtures)));
  it("predicts, is part of a model, is trained on, or stays as it is", async () => {
    const body = await perceptron();
    const x = Array.from({ length: 6 }, (_, i) => [Math.sin(i), Math.cos(i), 0.1 * i, 1, -1]);
    const probabilities = (await (await body.predict(x)).array()) as number[][];
    for (const row of probabilities) expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    const before = await numbersOf(body);
    const model = sequential({ body, head: dense(2) });
    const { chain, freeze } = await import("../../src/optimizers/index.ts");
    const { under } = await import("../../src/parameters/index.ts");
    const data = { x, y: [0, 1, 0, 1, 0, 1] };
    const frozen = await numbersOf(
      await fit(model, data, {
        ...classified,
        epochs: 2,
        optimizer: chain(adam({ rate: 0.1 }), freeze(under("body"))),
      }),
    );
    const free = await numbersOf(await fit(model, data, { ...classified, epochs: 2, optimizer: adam({ rate: 0.1 }) }));
    for (const [path, numbers] of Object.entries(before)) {
      expect(frozen[`body/${path}`]).toEqual(numbers);
      expect(free[`body/${path}`]).not.toEqual(numbers);
    }
    expect(frozen["head/weight"]).toBeDefined();
  });
});
