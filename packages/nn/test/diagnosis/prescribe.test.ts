import {
  type Attempt,
  adam,
  dense,
  gradientDescent,
  type PrescribeOptions,
  prescribe,
  relu,
  sequential,
  sigmoid,
  sparseSoftmaxCrossEntropy,
  type TrainingData,
} from "@kaviar/nn";
import { expect, it } from "vitest";
import { blobs, coins, spirals, withInputs } from "../doctor/hospital/data.ts";
import { mlp } from "../doctor/hospital/models.ts";

const attemptsOf = async (model: ReturnType<typeof mlp>, data: TrainingData, options: Partial<PrescribeOptions>) => {
  const attempts: Attempt[] = [];
  for await (const attempt of prescribe(model, data, { loss: sparseSoftmaxCrossEntropy, ...options }))
    attempts.push(attempt);
  return attempts;
};

const data = blobs(300, 8, 3);

it("begins with the run as it was given, and proves what helps", { timeout: 60_000 }, async () => {
  const deep = mlp(
    Array.from({ length: 8 }, () => 16),
    3,
    { activation: sigmoid },
  );
  const attempts = await attemptsOf(deep, data, { optimizer: gradientDescent({ rate: 0.1 }), epochs: 20, most: 2 });
  const [before, first] = attempts;
  expect(before).toMatchObject({ remedies: [], helped: false, gain: 0, text: "as it was given" });
  expect(before!.findings.map(({ code }) => code)).toContain("vanishing-gradient");
  expect(first).toMatchObject({ remedies: ["relu-family"], helped: true });
  expect(first!.loss).toBeLessThan(0.2 * before!.loss);
  expect(first!.gain).toBeCloseTo(before!.loss - first!.loss, 10);
  expect(first!.history.length).toBe(20);
  // The two best together come last.
  expect(attempts.at(-1)!.remedies.length).toBe(2);
});

it("tries two cures together where two things are wrong and neither alone helps", { timeout: 60_000 }, async () => {
  const deep = mlp(
    Array.from({ length: 8 }, () => 16),
    3,
    { activation: sigmoid },
  );
  const attempts = await attemptsOf(
    deep,
    withInputs(data, (value, column) => value * 10 ** (column % 4)),
    { optimizer: gradientDescent({ rate: 0.1 }), epochs: 15, most: 2, seeds: 2 },
  );
  expect(attempts.at(-1)).toMatchObject({ helped: true });
  expect([...attempts.at(-1)!.remedies].sort()).toEqual(["normalize-inputs", "relu-family"]);
});

it("finds the dose: a rate that is a hundred thousand times too low", { timeout: 60_000 }, async () => {
  const attempts = await attemptsOf(mlp([16], 3), data, {
    optimizer: gradientDescent({ rate: 1e-6 }),
    epochs: 10,
    most: 1,
  });
  expect(attempts[1]).toMatchObject({ remedies: ["raise-rate"], helped: true });
  expect(attempts[1]!.loss).toBeLessThan(0.5);
});

it("gives a model that is too small a hidden layer", { timeout: 60_000 }, async () => {
  const line = sequential(dense(2)) as ReturnType<typeof mlp>;
  const attempts = await attemptsOf(line, spirals(400), { optimizer: adam({ rate: 0.02 }), epochs: 40, most: 1 });
  expect(attempts[1]).toMatchObject({ remedies: ["larger-model"], helped: true });
});

it("says that nothing helps where nothing can", { timeout: 60_000 }, async () => {
  const attempts = await attemptsOf(mlp([4], 2), coins(300, 4, 2), {
    optimizer: adam({ rate: 1e-3 }),
    epochs: 8,
    most: 3,
    seeds: 4,
  });
  expect(attempts.length).toBeGreaterThan(1);
  expect(attempts.filter(({ helped, loss }) => helped && loss < 0.68)).toEqual([]);
});

it("takes a run that ends in NaN for one without end, and cures it", { timeout: 60_000 }, async () => {
  const attempts = await attemptsOf(sequential(dense(16), relu, dense(3)) as ReturnType<typeof mlp>, data, {
    optimizer: gradientDescent({ rate: 1e4 }),
    epochs: 8,
    most: 1,
  });
  expect(attempts[0]!.loss).toBe(Infinity);
  expect(attempts[1]!.helped || attempts[1]!.loss === Infinity).toBe(true);
  expect(attempts[1]!.remedies).toEqual(["lower-rate"]);
});

it("refuses what attempts cannot share", async () => {
  const options = { checkpoint: "run.safetensors" } as never;
  await expect(attemptsOf(mlp([4], 3), data, options)).rejects.toThrow("prescribe has no option `checkpoint`");
});
