import { symmetricEigen } from "@kaviar/base/numerics";
import { hessian, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { relu } from "../../../src/activations/relu.ts";
import { tanh } from "../../../src/activations/tanh.ts";
import { batchOf } from "../../../src/data/batch.ts";
import type { TrainingData } from "../../../src/data/data-set.ts";
import { createLandscape } from "../../../src/doctor/landscape/landscape.ts";
import { asLayer } from "../../../src/layers/contract/function-layer.ts";
import type { LayerLike } from "../../../src/layers/contract/layer.ts";
import { conv2d, dense, flatten, lstm, maxPool, sequential } from "../../../src/layers/index.ts";
import { meanSquaredError, sparseSoftmaxCrossEntropy } from "../../../src/losses/index.ts";
import { adam, gradientDescent } from "../../../src/optimizers/index.ts";
import { listParameters, mapParameters, type Parameters } from "../../../src/parameters/parameters.ts";
import { createRandom } from "../../../src/splits/index.ts";
import { extentOf } from "../../../src/step/extent.ts";
import type { TrainOptions } from "../../../src/training/options.ts";
import { readTrainOptions } from "../../../src/training/read-options.ts";
import { openSession } from "../../../src/training/session.ts";
import { digits, waves } from "../hospital/data.ts";

const around = async (model: LayerLike, data: TrainingData, options: TrainOptions, directions = 30, groups = 64) => {
  const session = await openSession(asLayer(model), data, readTrainOptions(options));
  const { recipe, source, start, settings } = session;
  const rows = source.first.order.slice(0, 64);
  const look = createLandscape(
    recipe,
    batchOf(source.first.set),
    { rows, batches: [rows.slice(0, 32), rows.slice(32)] },
    { directions, groups },
    settings,
  );
  return { session, landscape: await look(start.run, 0, extentOf(recipe, 10, 1)) };
};

const random = createRandom(1);
const noise = (n: number) => Float32Array.from({ length: n }, () => 2 * random() - 1);

describe("a line by squared error", () => {
  const [rows, width] = [64, 3];
  const x = noise(rows * width).map((v, i) => v * [1, 3, 0.2][i % width]!);
  const y = noise(rows);
  const line = dense(1, { bias: false });
  const options: TrainOptions = { loss: meanSquaredError, optimizer: gradientDescent({ rate: 0.25 }) };
  const given = around(line, { x: { data: x, shape: [rows, width] }, y } as never, options);

  it("has the Hessian 2XᵀX/n", async () => {
    const gram = new Float64Array(width * width);
    for (let row = 0; row < rows; row++)
      for (let i = 0; i < width; i++)
        for (let j = 0; j < width; j++) gram[i * width + j]! += (2 * x[row * width + i]! * x[row * width + j]!) / rows;
    const { values } = symmetricEigen(gram, width);
    const { landscape } = await given;
    expect(landscape.largestEigenvalue).toBeCloseTo(Math.max(...values), 4);
    expect(landscape.smallestEigenvalue).toBeCloseTo(Math.min(...values), 4);
    // A step of plain descent at rate η along g: ηgᵀHg/gᵀg, between η times both.
    expect(landscape.overshoot).toBeGreaterThan(0.25 * Math.min(...values));
    expect(landscape.overshoot).toBeLessThanOrEqual(0.25 * Math.max(...values) * 1.0001);
    expect(landscape.stepNorm).toBeCloseTo(0.25 * landscape.gradientNorm, 5);
    expect(landscape.gain).toBeCloseTo(0.25 * landscape.gradientNorm ** 2, 5);
  });

  it("has the gradients 2(wᵀx − y)x, one a row", async () => {
    const { landscape, session } = await given;
    const w = await listParameters(session.start.run.params)[0]!.tensor.data();
    const mean = new Float64Array(width);
    let squares = 0;
    for (let row = 0; row < rows; row++) {
      let error = -y[row]!;
      for (let i = 0; i < width; i++) error += w[i]! * x[row * width + i]!;
      for (let i = 0; i < width; i++) {
        const g = 2 * error * x[row * width + i]!;
        mean[i]! += g / rows;
        squares += g ** 2 / rows;
      }
    }
    const whole = mean.reduce((sum, g) => sum + g ** 2, 0);
    expect(landscape.gradientNorm ** 2).toBeCloseTo(whole, 3);
    // Σ with the n − 1 of a sample, and |G|² without what noise adds to it.
    const spread = ((squares - whole) * rows) / (rows - 1);
    expect(landscape.gradientSpread ** 2).toBeCloseTo(spread, 3);
    expect(landscape.criticalBatch).toBeCloseTo(spread / (whole - spread / rows), 1);
  });
});

it("comes close to the extremes of the whole Hessian of a net", async () => {
  const x = noise(64 * 5);
  const labels = Int32Array.from({ length: 64 }, (_, i) => (i * 7) % 3);
  const model = sequential(dense(6), tanh, dense(3));
  const { landscape, session } = await around(model, { x: { data: x, shape: [64, 5] }, y: labels } as never, {
    loss: sparseSoftmaxCrossEntropy,
    optimizer: adam(),
  });
  const { params } = session.start.run;
  const parts = listParameters(params);
  const lossOf = (theta: Tensor): Tensor => {
    const pieces = theta.split(parts.map(({ tensor }) => tensor.size)) as Tensor[];
    let next = 0;
    const own: Parameters = mapParameters((_, each) => pieces[next++]!.reshape(each.shape), params);
    const { y } = asLayer(model).apply(
      own as never,
      {} as never,
      tensor(x, { shape: [64, 5] }) as never,
      {
        training: true,
        path: "",
      } as never,
    );
    return sparseSoftmaxCrossEntropy(y as Tensor, tensor(labels)).mean();
  };
  const flat = new Float32Array(
    (await Promise.all(parts.map(({ tensor }) => tensor.data()))).flatMap((each) => [...each]),
  );
  const whole = await hessian(lossOf)(tensor(flat)).data();
  const { values } = symmetricEigen(Float64Array.from(whole), flat.length);
  expect(landscape.largestEigenvalue).toBeCloseTo(Math.max(...values), 3);
  expect(landscape.smallestEigenvalue).toBeCloseTo(Math.min(...values), 3);
});

it.each([
  ["CNN", sequential(conv2d(4, 3), relu, maxPool(2), flatten, dense(10)), digits(80)],
  ["LSTM", sequential(lstm(6), dense(1)), waves(80, 7)],
] as const)("looks around a %s", async (name, model, data) => {
  const loss = name === "LSTM" ? meanSquaredError : sparseSoftmaxCrossEntropy;
  const { landscape } = await around(model, data as never, { loss, optimizer: adam() }, 6, 8);
  expect(landscape.largestEigenvalue).toBeGreaterThan(0);
  expect(landscape.smallestEigenvalue).toBeLessThan(landscape.largestEigenvalue);
  for (const part of ["gradientNorm", "stepNorm", "gain", "overshoot", "gradientSpread"] as const)
    expect(Number.isFinite(landscape[part]), part).toBe(true);
  for (const { deviations } of landscape.drift) expect(deviations).toBeGreaterThanOrEqual(0);
});
