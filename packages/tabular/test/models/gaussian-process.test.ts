import { describe, expect, it } from "vitest";
import { createContext } from "../../src/contract/context.ts";
import { matrixOf } from "../../src/contract/matrix.ts";
import { type GaussianProcessOptions, gaussianProcess } from "../../src/index.ts";
import type { Kernel } from "../../src/models/gaussian-process/kernel.ts";
import { surpriseOfClass } from "../../src/models/gaussian-process/laplace.ts";
import { surpriseOfNumbers } from "../../src/models/gaussian-process/regression.ts";
import { classesOf, fit, numbersOf, tableOfRows } from "./fit.ts";
import recorded from "./recorded/gaussian-process.json" with { type: "json" };

const cut = 45;
const all = tableOfRows(recorded.x);
const first = Int32Array.from({ length: cut }, (_, row) => row);
const table = all.take(first);
const rest = all.take(Int32Array.from({ length: all.rows - cut }, (_, i) => cut + i));
const x = matrixOf("test", table);
const context = createContext(1);

const cases = recorded.cases as unknown as readonly {
  readonly target: "y" | "two" | "three";
  readonly options: GaussianProcessOptions;
  readonly says: readonly number[];
  readonly evidence: number;
}[];

const targetOf = (name: "y" | "two" | "three") => {
  const values = recorded[name].slice(0, cut);
  return name === "y" ? numbersOf(values) : classesOf(values);
};

/** The evidence at which a search ended. */
const evidenceOf = async (name: "y" | "two", kernel: Kernel): Promise<number> => {
  const y = Float64Array.from(recorded[name].slice(0, cut));
  const gradient = new Float64Array(10);
  if (name === "two") return -(await (await surpriseOfClass({ x, y }, context))(kernel, gradient));
  const mean = y.reduce((a, b) => a + b) / cut;
  const deviation = Math.sqrt(y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / cut);
  const normal = y.map((value) => (value - mean) / deviation);
  return -(await (
    await surpriseOfNumbers({ x, y: normal, alpha: 1e-10 }, context)
  )(kernel, gradient));
};

describe("gaussianProcess, against scikit-learn", () => {
  it.each(cases.filter(({ options }) => !options.optimize))("says the same by the kernel of $options", async (each) => {
    const { predict } = await fit(gaussianProcess(each.options), { table, target: targetOf(each.target) });
    const said = await predict(rest);
    expect(said.length).toBe(each.says.length);
    for (const [i, value] of said.entries()) expect(Math.abs(value - each.says[i]!)).toBeLessThan(1e-8);
  });

  it.each(cases.filter(({ options }) => options.optimize))("finds as good a kernel from $options", async (each) => {
    const { state } = await fit(gaussianProcess(each.options), { table, target: targetOf(each.target) });
    const found = state as { readonly kernel: Kernel; readonly processes?: readonly { readonly kernel: Kernel }[] };
    const evidence = await evidenceOf(each.target as "y" | "two", found.processes?.at(0)?.kernel ?? found.kernel);
    expect(evidence).toBeGreaterThan(each.evidence - 1e-4);
  });
});

describe("gaussianProcess", () => {
  const kernel: Kernel = { shape: 1.5, variance: 1.7, lengthScales: Float64Array.of(0.8, 2.1), noise: 0.3 };
  const moved = (at: number, by: number): Kernel => {
    const logs = [kernel.variance, ...kernel.lengthScales, kernel.noise].map(Math.log);
    logs[at]! += by;
    const [variance, one, other, noise] = logs.map(Math.exp);
    return { ...kernel, variance: variance!, lengthScales: Float64Array.of(one!, other!), noise: noise! };
  };
  const y = Float64Array.from(recorded.two.slice(0, cut));

  it.each([
    ["numbers", surpriseOfNumbers({ x, y, alpha: 1e-10 }, context)],
    ["a class", surpriseOfClass({ x, y }, context)],
  ])("knows the slope of the evidence of %s", async (_, made) => {
    const surprise = await made;
    const gradient = new Float64Array(4);
    await surprise(kernel, gradient);
    const other = new Float64Array(4);
    for (let at = 0; at < 4; at++) {
      const step = 1e-4;
      const slope = ((await surprise(moved(at, step), other)) - (await surprise(moved(at, -step), other))) / (2 * step);
      expect(gradient[at]).toBeCloseTo(slope, 5);
    }
  });

  it("is not worse after more searches, and the same after the same", async () => {
    const evidence = async (nRestartsOptimizer: number) => {
      const model = gaussianProcess({ kernel: "rbf", nRestartsOptimizer });
      const { state } = await fit(model, { table, target: targetOf("y") });
      return evidenceOf("y", (state as { readonly kernel: Kernel }).kernel);
    };
    const [none, some, again] = [await evidence(0), await evidence(3), await evidence(3)];
    expect(some).toBeGreaterThanOrEqual(none);
    expect(again).toBe(some);
  });

  it("refuses more rows than its matrices have room for, and rows that are the same without noise", async () => {
    const many = tableOfRows(Array.from({ length: 4001 }, (_, row) => [row]));
    const target = numbersOf(Array.from({ length: 4001 }, () => 1));
    await expect(fit(gaussianProcess(), { table: many, target })).rejects.toThrow("4001 take 0.77 GB");
    const twins = { table: tableOfRows([[1], [1]]), target: numbersOf([1, 2]) };
    await expect(fit(gaussianProcess({ noise: 0, alpha: 0 }), twins)).rejects.toThrow("can be inverted");
  });
});
