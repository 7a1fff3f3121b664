import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Tensor, tensor } from "@kaviar/tensor";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  adam,
  adapters,
  batchNorm,
  conv2d,
  dense,
  type Fitted,
  fit,
  flatten,
  initialized,
  listParameters,
  load,
  loadWeights,
  lora,
  meanSquaredError,
  mergeLora,
  relu,
  saveWeights,
  sequential,
  tanh,
  under,
  weightsOf,
} from "../../src/index.ts";

const x = Array.from({ length: 60 }, (_, i) => [i / 30 - 1]);
const sine = { x, y: x.map(([a]) => Math.sin(3 * a!)) };
const shifted = { x, y: x.map(([a]) => Math.sin(3 * a! + 0.5)) };
const options = { loss: meanSquaredError, optimizer: adam({ rate: 0.02 }), epochs: 60 };
const numbersOf = async (y: Tensor): Promise<number[]> => Array.from(await y.data());
const near = (numbers: readonly number[]) => numbers.map((v) => expect.closeTo(v, 5));

let folder = "";
let base: Fitted;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kaviar-lora-"));
  base = await fit(sequential(dense(16), tanh, dense(16), tanh, dense(1)), sine, options);
});
afterAll(() => rm(folder, { recursive: true }));

describe("lora", () => {
  it("begins as the model that it adapts, and learns rank · (in + out) numbers a weight", async () => {
    const model = await initialized(lora(base, { rank: 2 }), [1]);
    expect(await numbersOf(await model.predict(x))).toEqual(near(await numbersOf(await base.predict(x))));
    expect(listParameters(model.params).map(({ path, tensor }) => `${path} ${tensor.shape.join("x")}`)).toEqual([
      "dense/weight/down 1x2",
      "dense/weight/up 2x16",
      "dense2/weight/down 16x2",
      "dense2/weight/up 2x16",
      "dense3/weight/down 16x2",
      "dense3/weight/up 2x1",
    ]);
  });

  it("adds alpha / rank · down · up to the weights", async () => {
    const one = await initialized(lora(sequential(dense(2, { bias: false })), { rank: 1, alpha: 3 }), [2]);
    const { model } = await loadWeights(one, {
      "dense/weight/down": tensor([[1], [2]]),
      "dense/weight/up": tensor([[1, -1]]),
    });
    const [before, after] = [await one.predict([[1, 1]]), await model.predict([[1, 1]])];
    expect(await numbersOf(after.sub(before))).toEqual(near([9, -9]));
  });

  it("trains adapters alone, is merged into plain layers, and its adapters are saved apart", async () => {
    const tuned = await fit(lora(base, { rank: 2, where: under("dense2") }), shifted, options);
    expect(tuned.history.at(-1)!.loss).toBeLessThan(tuned.history[0]!.loss / 5);
    expect(listParameters(tuned.params).map(({ path }) => path)).toEqual(["dense2/weight/down", "dense2/weight/up"]);
    const [before, kept] = [weightsOf(base), weightsOf(tuned)];
    for (const [path, weight] of Object.entries(before)) {
      expect(await numbersOf(kept[`base/${path}`]!), path).toEqual(await numbersOf(weight));
    }
    const expected = near(await numbersOf(await tuned.predict(x)));
    const plain = await mergeLora(tuned);
    expect(plain.kind).toBe("sequential");
    expect(Object.keys(weightsOf(plain))).toEqual(Object.keys(before));
    for (const each of [plain, await load(await plain.toOnnx()), await load(await tuned.toOnnx())])
      expect(await numbersOf(await each.predict(x))).toEqual(expected);
    const file = join(folder, "adapters.safetensors");
    await saveWeights(tuned, file, adapters);
    const fresh = await initialized(lora(base, { rank: 2, where: under("dense2") }), [1]);
    const { model } = await loadWeights(fresh, file);
    expect(await numbersOf(await model.predict(x))).toEqual(expected);
  });

  it("adapts kernels inside a larger model, whose head learns, and leaves averages as they are", async () => {
    const images = { data: Float32Array.from({ length: 8 * 16 }, (_, i) => Math.sin(i * i)), shape: [8, 1, 4, 4] };
    const y = Array.from({ length: 8 }, (_, i) => i % 3);
    const first = await fit(sequential(conv2d(4, 3), batchNorm(), relu, flatten, dense(1)), { x: images, y }, options);
    const body = lora(first, { rank: 1, where: under("conv2d") });
    const tuned = await fit(sequential({ body, head: dense(2) }), { x: images, y: y.map((v) => [v, -v]) }, options);
    expect(listParameters(tuned.params).map(({ path }) => path)).toEqual([
      "body/conv2d/weight/down",
      "body/conv2d/weight/up",
      "head/weight",
      "head/bias",
    ]);
    const plain = await mergeLora(tuned);
    expect(await numbersOf(await plain.predict(images))).toEqual(near(await numbersOf(await tuned.predict(images))));
    const mean = await numbersOf(weightsOf(first)["batchNorm/mean"]!);
    expect(await numbersOf(weightsOf(plain)["body/batchNorm/mean"]!)).toEqual(mean);
    expect((await load(await plain.toOnnx())).kind).toBe("sequential");
  });

  it("refuses to adapt nothing, and to merge what has no adapters", async () => {
    await expect(initialized(lora(base, { where: under("dense9") }), [1])).rejects.toThrow(
      /at least one weight.*\nThere are dense\/weight, dense\/bias/,
    );
    await expect(mergeLora(base)).rejects.toThrow(/this model has none/);
  });
});
