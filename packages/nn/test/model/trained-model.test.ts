import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openOnnx, type Tensor } from "@kaviar/tensor";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { define, dense, embedding, flatten, sequential } from "../../src/layers/index.ts";
import { meanSquaredError } from "../../src/losses/index.ts";
import { load } from "../../src/model/index.ts";
import { type Fitted, fit } from "../../src/training/index.ts";
import { bars, clusters, fitBars, fitClusters, predicted } from "./examples.ts";

let folder = "";
let points: Fitted;
let images: Fitted;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kaviar-model-"));
  points = await fitClusters();
  images = await fitBars();
});
afterAll(() => rm(folder, { recursive: true }));

describe("predicting", () => {
  it("is what evaluation sees: the loss and accuracy of the predictions by hand", async () => {
    const { x, y } = clusters(33);
    const scores = (await (await points.predict(x)).array()) as number[][];
    let [loss, right] = [0, 0];
    scores.forEach((row, i) => {
      const label = ["low", "mid", "top"].indexOf(y[i]!);
      loss += Math.log(row.reduce((sum, z) => sum + Math.exp(z), 0)) - row[label]!;
      right += row.indexOf(Math.max(...row)) === label ? 1 : 0;
    });
    const found = await points.evaluate({ x, y });
    expect(found.loss).toBeCloseTo(loss / 33, 5);
    expect(found.metrics.accuracy).toBeCloseTo(right / 33, 10);
    expect(right / 33).toBeGreaterThan(0.9);
  });

  it("gives rows in their order, in as many runs as they take", async () => {
    // More rows than fit into one run: 2048 at most.
    const { x } = clusters(5000);
    const all = await predicted(points, x);
    expect(all.length).toBe(15000);
    const some = await predicted(points, x.slice(4990));
    some.forEach((value, i) => expect(all[4990 * 3 + i]).toBeCloseTo(value, 5));
  });

  it("takes any number of rows, and any form of them", async () => {
    const { x } = clusters(4);
    const all = await predicted(points, x);
    expect(await predicted(points, x.slice(0, 1))).toEqual(all.slice(0, 3).map((v) => expect.closeTo(v, 5)));
    expect(await predicted(points, { data: Float64Array.from(x.flat()), shape: [4, 2] })).toEqual(all);
    expect(await predicted(points, { data: Int32Array.of(1, 2), shape: [1, 2] })).toEqual(
      await predicted(points, [[1, 2]]),
    );
  });

  it("refuses other columns, one example without a batch, NaN and texts that are no class", async () => {
    await expect(points.predict([[1, 2, 3]])).rejects.toThrow(
      /The model takes inputs \[N, 2\]: got \[N, 3\]\.\nGive the columns/,
    );
    await expect(images.predict({ data: new Float32Array(36), shape: [6, 6] })).rejects.toThrow(
      /takes inputs \[N, 1, 6, 6\]: got \[N, 6\]/,
    );
    await expect(images.predict({ data: new Float32Array(36), shape: [1, 6, 6] })).rejects.toThrow(
      /One example is a batch of one|takes inputs/,
    );
    await expect(points.predict([[1, Number.NaN]])).rejects.toThrow(/finite numbers: got NaN at row 0, column 1/);
    await expect(points.evaluate({ x: [[1, 2]], y: ["other"] })).rejects.toThrow(
      /classes the model knows: got "other"/,
    );
    await expect(images.evaluate({ x: bars(2).x, y: ["a", "b"] })).rejects.toThrow(/Nothing says which number/);
  });

  it("takes tokens as numbers of any kind", async () => {
    const tokens = sequential(embedding(5, 3), flatten, dense(1));
    const x = { data: Int32Array.of(0, 1, 2, 3, 4, 0), shape: [3, 2] };
    const trained = await fit(tokens, { x, y: [1, 2, 3] }, { loss: meanSquaredError, epochs: 1 });
    expect(
      await predicted(trained, [
        [0, 1],
        [2, 3],
        [4, 0],
      ]),
    ).toEqual(await predicted(trained, x));
    expect(
      (
        await trained.evaluate({
          x: [
            [0, 1],
            [2, 3],
            [4, 0],
          ],
          y: [1, 2, 3],
        })
      ).loss,
    ).toBe((await trained.evaluate({ x, y: [1, 2, 3] })).loss);
  });
});

describe("a model of several inputs and outputs", () => {
  const both = define(
    { a: dense(2), b: dense(1), head: dense(1) },
    (layers, { wide, narrow }: { wide: Tensor; narrow: Tensor }) => {
      const code = layers.a(wide).add(layers.b(narrow));
      return { sum: layers.head(code), code };
    },
  );
  const x = {
    wide: [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ],
    narrow: [[1], [2], [3]],
  };
  const y = {
    sum: [1, 2, 3],
    code: [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
  };
  const options = { loss: { sum: meanSquaredError, code: meanSquaredError }, epochs: 2 };

  it("predicts and is evaluated by names, in any order", async () => {
    const trained = await fit(both as never, { x, y }, options);
    const said = (await trained.predict(x)) as never as Record<string, Tensor>;
    expect([said.sum!.shape, said.code!.shape]).toEqual([
      [3, 1],
      [3, 2],
    ]);
    const swapped = (await trained.predict({ narrow: x.narrow, wide: x.wide })) as never as Record<string, Tensor>;
    expect(await swapped.code!.array()).toEqual(await said.code!.array());
    expect(await trained.evaluate({ x: { narrow: x.narrow, wide: x.wide }, y })).toEqual(
      await trained.evaluate({ x, y }),
    );
    await expect(trained.predict({ wide: x.wide, other: x.narrow })).rejects.toThrow(
      /takes inputs { wide: \[N, 3\], narrow: \[N, 1\] }: got { wide: \[N, 3\], other: \[N, 1\] }/,
    );
  });

  it("is a file with those names, and is loaded with them", async () => {
    const trained = await fit(both as never, { x, y }, options);
    const bytes = await trained.toOnnx();
    const file = await openOnnx(bytes);
    expect(file.inputs.map(({ name, shape }) => [name, shape])).toEqual([
      ["input.wide", ["batch", 3]],
      ["input.narrow", ["batch", 1]],
    ]);
    expect(file.outputs.map(({ name }) => name)).toEqual(["output.sum", "output.code"]);
    await file.release();
    const again = await load(bytes, { model: both as never });
    const [a, b] = [await trained.predict(x), await again.predict(x)] as never as Record<string, Tensor>[];
    expect(await b!.sum!.array()).toEqual(await a!.sum!.array());
  });

  it("keeps the name of a single input", async () => {
    const only = define({ a: dense(2) }, (layers, { rows }: { rows: Tensor }) => layers.a(rows));
    const trained = await fit(only as never, { x: { rows: x.wide }, y: y.code }, { loss: meanSquaredError, epochs: 1 });
    const again = await load(await trained.toOnnx(), { model: only as never });
    expect(await predicted(again, { rows: x.wide })).toEqual(await predicted(trained, { rows: x.wide }));
  });

  it("predicts where an input is not used for an output", async () => {
    const one = define({ a: dense(2) }, (layers, { used }: { unused: Tensor; used: Tensor }) => layers.a(used));
    const data = { unused: x.narrow, used: x.wide };
    const trained = await fit(one as never, { x: data, y: y.code }, { loss: meanSquaredError, epochs: 1 });
    expect((await trained.predict(data)).shape).toEqual([3, 2]);
  });
});
