import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  adam,
  type BrokenRun,
  dense,
  dropout,
  fit,
  gradientDescent,
  l2,
  meanSquaredError,
  relu,
  sequential,
  sparseSoftmaxCrossEntropy,
  type TrainOptions,
  train,
} from "@kaviar/nn";
import { describe, expect, it } from "vitest";
import { rules } from "../../src/doctor/rules/index.ts";
import { blobs } from "./hospital/data.ts";
import { healthyCases } from "./hospital/healthy.ts";
import { sickCases } from "./hospital/sick/index.ts";
import { type Visit, visit, visitEarly } from "./hospital/visit.ts";

describe("the hospital", () => {
  it("names nine of ten diseases, or their cause, within the first 30 % of a run", { timeout: 240_000 }, async () => {
    const missed: string[] = [];
    const found = new Set<string>();
    const cases = sickCases();
    for (const each of cases) {
      const named = new Set((await visitEarly(each)).flatMap(({ findings }) => findings.map(({ code }) => code)));
      for (const code of named) if ((each.codes as readonly string[]).includes(code)) found.add(code);
      if (!each.codes.some((code) => named.has(code))) missed.push(`${each.codes[0]}: ${each.name}`);
    }
    expect(cases.length).toBeGreaterThanOrEqual(40);
    expect(missed.length, missed.join("\n")).toBeLessThanOrEqual(cases.length / 10);
    // Each rule is right at least once.
    expect(Object.keys(rules).filter((code) => !found.has(code))).toEqual([]);
  });

  it("has two sick runs for each rule", () => {
    const diseases = sickCases().map(({ codes }) => codes[0]);
    const few = Object.keys(rules).filter((code) => diseases.filter((disease) => disease === code).length < 2);
    expect(few).toEqual([]);
  });

  it("finds no problem in 95 of 100 healthy runs", { timeout: 240_000 }, async () => {
    const alarmed: string[] = [];
    const cases = healthyCases();
    const problemsOf = (visits: readonly Visit[]) =>
      visits.flatMap(({ findings }) => findings.filter(({ severity }) => severity === "problem"));
    for (const each of cases) {
      const problems = problemsOf(await visit(each));
      if (problems.length > 0) alarmed.push(`${each.name}: ${problems[0]!.code}, ${problems[0]!.evidence}`);
    }
    expect(cases.length).toBeGreaterThanOrEqual(60);
    expect(alarmed.length, alarmed.join("\n")).toBeLessThanOrEqual(cases.length / 20);
  });
});

const data = blobs(200, 6, 3);
const model = sequential(dense(16), relu, dropout(0.2), dense(3));
const options: TrainOptions = { loss: sparseSoftmaxCrossEntropy, epochs: 5, validation: 0.2, penalty: l2(1e-4) };

describe("doctor", () => {
  it("leaves the run as it is, to the last bit", async () => {
    const weights = async (doctor: "off" | "light" | "full") => {
      const { parts, history } = await fit(model, data, { ...options, doctor });
      const numbers = await Promise.all(
        Object.values(parts.params).flatMap((layer) => Object.values(layer).map((each) => each.data())),
      );
      return { numbers, losses: history.map(({ loss, validation }) => [loss, validation?.loss]) };
    };
    const off = await weights("off");
    expect(await weights("light")).toEqual(off);
    expect(await weights("full")).toEqual(off);
  });

  it("says nothing when it is off, and only what it is asked to say", async () => {
    const sick: TrainOptions = { ...options, optimizer: gradientDescent({ rate: 1e-7 }), epochs: 10 };
    expect((await fit(model, data, { ...sick, doctor: "off" })).findings).toEqual([]);
    const { findings } = await fit(model, data, { ...sick, doctor: { rules: ["rate-too-low"] } });
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([["rate-too-low", "problem"]]);
    expect(findings[0]).toMatchObject({ explanation: rules["rate-too-low"].about.use });
    expect(findings[0]!.remedies[0]).toEqual({
      name: "raise-rate",
      text: expect.stringContaining("higher learning rate"),
    });
    const bounded = { thresholds: { "rate-too-low": { ratio: 1e-12 } } };
    const calm = await fit(model, data, { ...sick, doctor: { rules: ["rate-too-low"], ...bounded } });
    expect(calm.findings).toEqual([]);
  });

  it("shows what lies around the parameters, and how the step compares with it", async () => {
    // The largest eigenvalue is 9: at rate 0.28 each step ends further away, by |1 − 0.28 · 9|.
    const x = Array.from({ length: 200 }, (_, i) => [Math.sin(i), 3 * Math.cos(7 * i)]);
    const y = Float32Array.from(x, ([a, b]) => 2 * a! - b!);
    const steep = { optimizer: gradientDescent({ rate: 0.28 }), batchSize: "all", epochs: 20, doctor: "full" } as const;
    const { findings, landscape } = await fit(dense(1), { x, y }, { ...steep, loss: meanSquaredError });
    expect(landscape!.largestEigenvalue).toBeCloseTo(9.02, 2);
    expect(landscape!.overshoot).toBeCloseTo(0.28 * 9.02, 1);
    expect(landscape!.drift.map(({ layer }) => layer)).toEqual([""]);
    expect(findings.find(({ code }) => code === "rate-too-high")!.evidence).toContain(
      "The rate times the largest eigenvalue of the Hessian is 2.53: above 2 steps grow.",
    );
    const { landscape: none } = await fit(model, data, { ...options, optimizer: adam({ rate: 0.02 }) });
    expect(none).toBeUndefined();
  });

  it("counts the steps of a run that is resumed from where it began", async () => {
    const checkpoint = join(await mkdtemp(join(tmpdir(), "kaviar-doctor-")), "run.safetensors");
    const low: TrainOptions = { ...options, optimizer: gradientDescent({ rate: 1e-7 }), checkpoint };
    await fit(model, data, { ...low, epochs: 6 });
    const { findings } = await fit(model, data, { ...low, epochs: 16, resume: true });
    const { since } = findings.find(({ code }) => code === "rate-too-low")!;
    // 5 steps an epoch.
    expect(since).toBeGreaterThan(30);
    expect(since).toBeLessThanOrEqual(80);
  });

  it("has its say when a run ends in numbers that are none", async () => {
    const run = train(model, data, { ...options, optimizer: gradientDescent({ rate: 1e4 }) });
    const error: BrokenRun = await (async () => {
      for await (const _ of run);
      throw new Error("it went well");
    })().catch((thrown) => thrown);
    expect(error.code).toBe("nan");
    expect(error.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(["not-a-number", "rate-too-high"]));
  });

  it("looks at rows from all over: a file that is sorted by its classes names no class for all", async () => {
    const { x, y } = blobs(300, 6, 3);
    const order = [...y.keys()].sort((a, b) => y[a]! - y[b]!);
    const sorted = {
      x: {
        data: Float32Array.from(order.flatMap((row) => [...x.data.subarray(row * 6, row * 6 + 6)])),
        shape: x.shape,
      },
      y: Int32Array.from(order, (row) => y[row]!),
    };
    const { findings } = await fit(model, sorted, { loss: sparseSoftmaxCrossEntropy, optimizer: adam({ rate: 0.01 }) });
    expect(findings.map(({ code }) => code)).not.toContain("majority-class");
  });

  it("names what it does not know of", () => {
    const start = (doctor: never) => () => train(model, data, { ...options, optimizer: adam(), doctor });
    expect(start("on" as never)).toThrow(
      /`doctor` of train must be "off" or "light" or "full" or "sagemaker", or { rules, thresholds }: got "on"/,
    );
    expect(start({ rules: ["dying-rely"] } as never)).toThrow(/got "dying-rely"[\s\S]*dying-relu/);
    expect(start({ thresholds: { saturation: { part: 1 } } } as never)).toThrow(/has no "part"[\s\S]*share/);
    expect(start({ thresholds: { saturation: { share: "1" } } } as never)).toThrow(/share must be a number, got 1/);
    expect(start({ rule: [] } as never)).toThrow(/doctor has no option `rule`/);
  });
});
