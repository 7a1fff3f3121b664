import type { Tensor } from "@kaviar/tensor";
import { expect, it } from "vitest";
import { define, dense, fit, load, meanSquaredError, tanh } from "../../src/index.ts";

const x = { wide: [[1, 2, 3], [4, 5, 6], [7, 8, 9]], narrow: [[1], [2], [3]] }; // biome-ignore format: three rows
const y = { sum: [1, 2, 3] };

it("a file of a graph of one's own is loaded without its code, with the names it was trained by", async () => {
  const model = define(
    { a: dense(2), b: dense(2), sum: dense(1) },
    (layers, { wide, narrow }: { wide: Tensor; narrow: Tensor }) => {
      const code = tanh(layers.a(wide).add(layers.b(narrow)));
      return { code, sum: layers.sum(code) };
    },
  );
  const options = { loss: { sum: meanSquaredError }, epochs: 3 };
  const trained = await fit(model, { x, y }, options);
  const loaded = await load(await trained.toOnnx());
  const [before, after] = [await trained.predict(x), await loaded.predict(x)] as unknown as Record<string, Tensor>[];
  expect(Object.keys(after!)).toEqual(["code", "sum"]);
  expect(await after!.sum!.sub(before!.sum!).abs().max().item()).toBeLessThan(1e-6);
  // It is trained on from where it was, and written again under the same names.
  const tuned = await fit(loaded, { x, y }, options);
  expect(tuned.history[0]!.loss).toBeLessThanOrEqual(trained.history[0]!.loss);
  const again = await load(await tuned.toOnnx());
  expect(Object.keys((await again.predict(x)) as unknown as Record<string, Tensor>)).toEqual(["code", "sum"]);
});
