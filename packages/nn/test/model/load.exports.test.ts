import { readFileSync } from "node:fs";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Tensor } from "@kaviar/tensor";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  define,
  dense,
  embedding,
  features,
  fit,
  flatten,
  load,
  meanSquaredError,
  onnxLayer,
  sequential,
  sparseSoftmaxCrossEntropy,
} from "../../src/index.ts";

interface Recorded {
  readonly tokens: number[][];
  readonly few: number[][];
  readonly numbers: number[][];
  readonly images: number[][][][];
  readonly reader: number[];
  readonly mixed: number[];
  readonly single: number[];
}

const recorded = JSON.parse(await readFile(new URL("exports.json", import.meta.url), "utf8")) as Recorded;
const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const close = (numbers: readonly number[]) => numbers.map((v) => expect.closeTo(v, 5));
const numbersOf = async (y: unknown): Promise<number[]> => Array.from((await (y as Tensor).data()) as Float32Array);

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kaviar-exports-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("files of PyTorch's exporters", () => {
  it("take tokens, and their weights are in a second file beside the first", async () => {
    const model = await load(path("tokens.onnx"));
    expect(await numbersOf(await model.predict(recorded.tokens))).toEqual(close(recorded.reader));
    const again = await load(await model.toOnnx());
    expect(await numbersOf(await again.predict(recorded.tokens))).toEqual(close(recorded.reader));
  });

  it("from bytes say which other file they need, and take its bytes", async () => {
    const [bytes, data] = [await readFile(path("tokens.onnx")), await readFile(path("tokens.onnx.data"))];
    await expect(load(bytes)).rejects.toThrow(
      /elements of ".*" are in another file, "tokens\.onnx\.data".*\nPass its bytes: \{ externalData: \{ "tokens\.onnx\.data": bytes \} \}/,
    );
    const externalData = { "tokens.onnx.data": data };
    const model = await load(bytes, { externalData });
    expect(await numbersOf(await model.predict(recorded.tokens))).toEqual(close(recorded.reader));
    const body = onnxLayer(bytes, { externalData });
    const tuned = await fit(
      sequential({ body, head: dense(1) }),
      { x: recorded.tokens, y: [1, 2, 3, 4, 5] },
      { loss: meanSquaredError, epochs: 2 },
    );
    expect(tuned.history[1]!.loss).toBeLessThan(tuned.history[0]!.loss);
    await expect(load(bytes, { externalData: { "tokens.onnx.data": data.subarray(0, 5000) } })).rejects.toThrow(
      /: it has 5000\.\nWas it copied in part/,
    );
  });

  it("say that the second file is missing, and are not led out of their folder", async () => {
    const alone = join(folder, "alone.onnx");
    await copyFile(path("tokens.onnx"), alone);
    await expect(load(alone)).rejects.toThrow(/in a second file: there is no .*tokens\.onnx\.data\.\nPut it there/);
    const bytes = await readFile(path("tokens.onnx"));
    const led = Buffer.from(bytes.toString("latin1").replaceAll("tokens.onnx.data", "../../etc/passwd"), "latin1");
    const away = join(folder, "away.onnx");
    await writeFile(away, led);
    await expect(load(away)).rejects.toThrow(/lie in its folder: .* names "\.\.\/\.\.\/etc\/passwd"/);
  });

  it("take tokens beside numbers", async () => {
    const model = await load(path("mixed.onnx"));
    const { few: tokens, numbers } = recorded;
    expect(await numbersOf(await model.predict({ tokens, numbers }))).toEqual(close(recorded.mixed));
  });

  it("of another batch are refused", async () => {
    const bytes = await readFile(path("single.onnx"));
    // The lengths of inputs and outputs: { dim_value: 1 } in front.
    const four = Buffer.from(bytes.toString("latin1").replaceAll("\n\x02\b\x01\n\x02", "\n\x02\b\x04\n\x02"), "latin1");
    await expect(load(four)).rejects.toThrow(
      /any number of rows: this file was exported for 4 of ".*"\.\nExport it for one row/,
    );
  });

  it("of a batch of one take any number of rows", async () => {
    const model = await load(path("single.onnx"));
    for (const each of [model, await load(await model.toOnnx())])
      expect(await numbersOf(await each.predict(recorded.images))).toEqual(close(recorded.single));
  });
});

describe("files that Keras exports", () => {
  const keras = JSON.parse(readFileSync(path("keras-exports.json"), "utf8")) as {
    readonly models: Readonly<
      Record<string, { readonly x: number[][]; readonly shape: number[]; readonly y: number[] }>
    >;
  };

  it.each(Object.keys(keras.models))("of %s predict what Keras predicts, and are trained on", async (name) => {
    const { x, shape, y } = keras.models[name]!;
    const model = await load(path(`keras-${name}.onnx`));
    const said = await model.predict(x);
    expect(said.shape).toEqual(shape);
    expect(await numbersOf(said)).toEqual(close(y));
    const tuned = await fit(
      sequential({ model, flat: flatten, head: dense(1) }),
      { x, y: [1, 2] },
      { loss: meanSquaredError, epochs: 2 },
    );
    expect(tuned.history[1]!.loss).toBeLessThan(tuned.history[0]!.loss);
  });
});

describe("a graph of one's own that takes tokens", () => {
  const model = define(
    { words: embedding(12, 4), wide: dense(5), head: dense(1) },
    (layers, { tokens, numbers }: { tokens: Tensor; numbers: Tensor }) =>
      layers.head(layers.wide(layers.words(tokens).mean(1).add(numbers)).relu()),
  );
  const tokens = Int32Array.from(recorded.tokens.flat());
  const x = { tokens: { data: tokens, shape: [5, 6] }, numbers: recorded.tokens.map((row) => row.slice(0, 4)) };
  const options = { loss: meanSquaredError, epochs: 1 };

  it("is saved and loaded, with its layers and without, and trained on", async () => {
    const trained = await fit(model, { x, y: [1, 2, 3, 4, 5] }, options);
    const bytes = await trained.toOnnx();
    const expected = close(await numbersOf(await trained.predict(x)));
    for (const again of [await load(bytes), await load(bytes, { model })]) {
      expect(await numbersOf(await again.predict(x))).toEqual(expected);
      const tuned = await fit(again, { x, y: [1, 2, 3, 4, 5] }, { ...options, epochs: 2 });
      expect(tuned.history[1]!.loss).toBeLessThan(tuned.history[0]!.loss);
    }
  });

  it("has features of the shape of the layer, which serve as the beginning of another model", async () => {
    const trained = await fit(model, { x, y: [1, 2, 3, 4, 5] }, options);
    const body = features(trained, "wide");
    const { params } = await fit(
      sequential({ body, head: dense(2) }),
      { x, y: [0, 1, 0, 1, 0] },
      { loss: sparseSoftmaxCrossEntropy, epochs: 1 },
    );
    expect((params as never as { head: { weight: Tensor } }).head.weight.shape).toEqual([5, 2]);
  });
});
