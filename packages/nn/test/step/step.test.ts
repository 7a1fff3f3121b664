import { data, key, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { relu } from "../../src/activations/index.ts";
import { asLayer } from "../../src/layers/contract/function-layer.ts";
import { dense, initialize, sequential } from "../../src/layers/index.ts";
import { meanSquaredError } from "../../src/losses/index.ts";
import { sgd } from "../../src/optimizers/index.ts";
import { listParameters, type Parameters } from "../../src/parameters/index.ts";
import { createChunk } from "../../src/step/chunk.ts";
import { extentOf } from "../../src/step/extent.ts";
import { type Recipe, takeStep } from "../../src/step/step.ts";

const layer = asLayer(sequential(dense(3), relu, dense(1)));
const recipe: Recipe = { layer, loss: meanSquaredError, optimizer: sgd({ rate: 0.1 }) };
const { params, state } = initialize(layer, key(1), [2]);
const run = { params, layers: state, optimizer: recipe.optimizer.init(params), step: tensor(0), key: key(2) };
const batch = {
  x: tensor([
    [1, 2],
    [3, 4],
    [5, 6],
    [7, 8],
  ]),
  y: tensor([[1], [2], [3], [4]]),
};
const extent = extentOf(recipe, 2, 2);

const squares = (parameters: Parameters) =>
  listParameters(parameters)
    .map(({ tensor: each }) => each.square().sum())
    .reduce((sum, each) => sum.add(each));

describe("the output of a step", () => {
  it("is the loss, the prediction and what was asked for, by the asker's names", async () => {
    const [, output] = takeStep(
      {
        ...recipe,
        probe: ({ outputs, gradients, updates }) => ({
          activations: Object.fromEntries(outputs) as never,
          gradient: squares(gradients),
          update: squares(updates),
        }),
      },
      run,
      batch,
      extent,
    );
    expect(Object.keys(output)).toEqual(["loss", "prediction", "gradients", "probes"]);
    const { gradient, update, activations } = (await data(output.probes as never)) as unknown as {
      readonly gradient: Float32Array;
      readonly update: Float32Array;
      readonly activations: Readonly<Record<string, Float32Array>>;
    };
    expect(Object.keys(activations)).toEqual(["dense", "relu", "dense2", ""]);
    expect(activations.relu).toEqual(activations.dense!.map((z) => Math.max(0, z)));
    // u = −0.1 g.
    expect(update[0]).toBeCloseTo(0.01 * gradient[0]!, 4);
  });

  it("has no probes where nobody asks", () => {
    const [, { probes }] = takeStep(recipe, run, batch, extent);
    expect(probes).toEqual({});
  });

  it("comes out of a chunk for each of its steps, and asking changes no bit", async () => {
    const rows = tensor(Int32Array.of(0, 1, 2, 3), { shape: [2, 2] });
    const plain = createChunk(recipe, undefined, {});
    const asked = createChunk(
      { ...recipe, probe: ({ gradients }) => ({ norm: squares(gradients).sqrt() }) },
      undefined,
      {},
    );
    const [before, { loss: quiet }] = plain(run, batch, rows, extent);
    const [after, { loss, probes }] = asked(run, batch, rows, extent);
    const found = await data({
      norm: probes.norm as never,
      loss,
      quiet,
      after: after.params,
      before: before.params,
    } as never);
    const { norm, after: kept, before: same } = found as unknown as Record<string, Float32Array>;
    expect(norm!.length).toBe(2);
    expect(kept).toEqual(same);
    expect((found as { loss: Float32Array }).loss).toEqual((found as { quiet: Float32Array }).quiet);
  });
});
