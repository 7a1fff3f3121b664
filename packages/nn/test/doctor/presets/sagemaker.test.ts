import type { LayerLike, TrainOptions } from "@kaviar/nn";
import {
  constantInitializer,
  dense,
  fit,
  relu,
  repeat,
  sequential,
  sgd,
  sigmoid,
  sparseSoftmaxCrossEntropy,
  tanh,
} from "@kaviar/nn";
import { tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { blobs } from "../hospital/data.ts";
import { healthyCases } from "../hospital/healthy.ts";
import { sickCases } from "../hospital/sick/index.ts";
import { visit, visitEarly } from "../hospital/visit.ts";

const data = blobs(300, 6, 3);
const usual: TrainOptions = { loss: sparseSoftmaxCrossEntropy, optimizer: sgd({ rate: 0.1 }), epochs: 4 };

const rung = async (model: LayerLike, options: Partial<TrainOptions> = {}) =>
  (await fit(model, data, { ...usual, ...options, doctor: "sagemaker" })).findings;

describe("SageMaker Debugger's numbers as a preset", () => {
  it("rings by its absolute thresholds: |gradient| < 1e-7 beneath seventeen layers of sigmoid", async () => {
    const deep = sequential(dense(8), sigmoid, repeat(16, sequential(dense(8), sigmoid)), dense(3));
    expect(await rung(deep)).toContainEqual(
      expect.objectContaining({
        code: "vanishing-gradient",
        severity: "problem",
        evidence: expect.stringMatching(/^VanishingGradient: the gradient of dense\/.* is .*·10⁻/),
      }),
    );
  });

  it("counts units that are active for less than one value in a hundred: more than half of a layer is dead", async () => {
    const withDead = (units: number) => {
      const far = tensor(Array.from({ length: 8 }, (_, i) => (i < units ? -1e6 : 0)));
      return sequential(dense(8), (x) => x.add(far), relu, dense(3));
    };
    const codes = async (units: number) => (await rung(withDead(units))).map(({ code }) => code);
    expect(await codes(5)).toContain("dying-relu");
    expect(await codes(4)).not.toContain("dying-relu");
  });

  it("takes tanh for saturated from ±9.4999 on, far beyond where the doctor does", async () => {
    const net = (scale: number) =>
      sequential((x) => x.mul(scale), dense(8, { initializer: constantInitializer(1), bias: false }), tanh, dense(3));
    const still = { optimizer: sgd({ rate: 1e-6 }), epochs: 1 };
    expect((await rung(net(1e4), still)).map(({ code }) => code)).toContain("saturation");
    expect((await rung(net(1), still)).map(({ code }) => code)).not.toContain("saturation");
  });

  it("names some sick runs and leaves hardly a healthy one alone: such thresholds know nothing of the run", {
    timeout: 240_000,
  }, async () => {
    // Of each kind of sickness some, as they come.
    const sick = sickCases().filter((_, i) => i < 24 && i % 3 === 0);
    let named = 0;
    for (const each of sick) {
      const given = { ...each, options: { ...each.options, doctor: "sagemaker" as const } };
      const said = (await visitEarly(given)).flatMap(({ findings }) => findings.map(({ code }) => code));
      if (each.codes.some((code) => (said as readonly string[]).includes(code))) named++;
    }
    expect(named).toBeGreaterThan(sick.length / 4);
    let silent = 0;
    const healthy = healthyCases().slice(0, 5);
    for (const each of healthy) {
      const given = { ...each, options: { ...each.options, doctor: "sagemaker" as const } };
      if ((await visit(given)).every(({ findings }) => findings.length === 0)) silent++;
    }
    expect(silent).toBeLessThan(healthy.length / 4);
  });
});
