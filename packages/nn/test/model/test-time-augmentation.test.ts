import { tensor } from "@kaviar/tensor";
import { expect, it } from "vitest";
import { relu } from "../../src/activations/index.ts";
import { batchNorm, conv2d, dense, flatten, sequential } from "../../src/layers/index.ts";
import { meanSquaredError, sparseSoftmaxCrossEntropy } from "../../src/losses/index.ts";
import { load, type TrainedModel, testTimeAugmentation, type View } from "../../src/model/index.ts";
import { adam } from "../../src/optimizers/index.ts";
import { fit } from "../../src/training/index.ts";
import { bars } from "./examples.ts";

const asItIs: View = (x) => x;
const mirrored: View = (x) => x.flip(-1);

const said = async (model: TrainedModel, x: Parameters<TrainedModel["predict"]>[0]) =>
  Array.from(await (await model.predict(x)).data());

/** Some bars as a tensor. */
const rowsOf = (rows: number) => {
  const { data, shape } = bars(rows).x;
  return tensor(data as never).reshape(shape);
};

const trained = (loss: typeof sparseSoftmaxCrossEntropy) =>
  fit(sequential(conv2d(3, 3), batchNorm(), relu, flatten, dense(2)), bars(48), {
    ...{ loss, optimizer: adam({ rate: 0.02 }), batchSize: 16, epochs: 2 },
  });

it("says the mean of the probabilities of all views, as logits, also from its file", async () => {
  const model = (await trained(sparseSoftmaxCrossEntropy)) as unknown as TrainedModel;
  const together = testTimeAugmentation(model, [asItIs, mirrored]);
  const x = rowsOf(8);
  const [one, other] = await Promise.all(
    [x, x.flip(-1)].map(async (seen) => Array.from(await (await model.predict(seen as never)).softmax(-1).data())),
  );
  const mean = one!.map((p, i) => expect.closeTo((p + other![i]!) / 2, 5));
  expect(one!.some((p, i) => Math.abs(p - other![i]!) > 1e-3)).toBe(true);
  expect(Array.from(await (await together.predict(x as never)).softmax(-1).data())).toEqual(mean);
  const file = await together.toOnnx();
  const again = await load(file);
  expect(await said(again, x as never)).toEqual((await said(together, x as never)).map((v) => expect.closeTo(v, 4)));
  // The weights are in it once.
  expect(file.length).toBeLessThan((await model.toOnnx()).length + 4000);
});

it("says the mean of numbers, where those are what is said", async () => {
  const { x } = bars(24);
  const data = { x, y: Array.from({ length: 24 }, (_, i) => [i / 24]) };
  const model = (await fit(sequential(flatten, dense(1)), data as never, {
    ...{ loss: meanSquaredError, epochs: 2 },
  })) as unknown as TrainedModel;
  const rows = rowsOf(24);
  const [one, other] = [await said(model, rows as never), await said(model, rows.flip(-1) as never)];
  expect(await said(testTimeAugmentation(model, [asItIs, mirrored]), rows as never)).toEqual(
    one.map((v, i) => expect.closeTo((v + other[i]!) / 2, 5)),
  );
});

it("refuses no views, and one that changes the shape", async () => {
  const model = (await trained(sparseSoftmaxCrossEntropy)) as unknown as TrainedModel;
  expect(() => testTimeAugmentation(model, [])).toThrow(/in one way at least: got no views/);
  const cut = testTimeAugmentation(model, [(x) => x.slice([], [], [0, 3])]);
  await expect(cut.predict(rowsOf(2) as never)).rejects.toThrow(/A view of a row has its shape: \[/);
});
