import { describe, expect, it } from "vitest";
import { tanh } from "../../src/activations/index.ts";
import { constantInitializer } from "../../src/initializers/index.ts";
import { dense, dropout, sequential } from "../../src/layers/index.ts";
import { meanSquaredError } from "../../src/losses/index.ts";
import { adam, adamw, averageWeights, chain, decay, type Link, momentum, sgd } from "../../src/optimizers/index.ts";
import { fit, hypergradient } from "../../src/training/index.ts";
import { waves } from "./numbers.ts";

const x = waves(22, 3);
const y = x.map(([a, b, c]) => Math.sin(2 * a!) + b! * c!);
const validation = { x: waves(9, 3).reverse(), y: y.slice(3, 12) };
const model = sequential(dense(5), tanh, dropout(0.2), dense(1));
const options = { loss: meanSquaredError, validation, epochs: 3, seed: 2 };

/** (L(v + h) − L(v − h)) / 2h, by two runs of `train`. */
const difference = async (make: (value: number) => Link, value: number, h: number, batchSize: number | "all") => {
  const lossAt = async (v: number) =>
    (await fit(model, { x, y }, { ...options, batchSize, optimizer: make(v) })).history.at(-1)!.validation!.loss;
  return ((await lossAt(value + h)) - (await lossAt(value - h))) / (2 * h);
};

describe("a hypergradient", () => {
  const cases: [string, string, (v: number) => Link, number, number][] = [
    ["rate", "momentum", (rate) => momentum({ rate, momentum: 0.8 } as never), 0.03, 1e-3],
    ["momentum", "momentum", (v) => momentum({ rate: 0.03, momentum: v } as never), 0.7, 1e-2],
    ["rate", "adamw", (rate) => adamw({ rate, decay: 0.1 }), 0.02, 1e-3],
    ["beta1", "adamw", (beta1) => adamw({ rate: 0.02, beta1, decay: 0.1 }), 0.8, 1e-2],
    ["decay", "adamw", (v) => adamw({ rate: 0.02, decay: v }), 0.5, 5e-2],
  ];
  it.each(cases)(
    "by %s of %s is the difference of two runs, with partial batches and in one batch",
    async (name, optimizer, make, value, h) => {
      for (const batchSize of [8, "all"] as const) {
        const found = await hypergradient(model, { x, y }, { ...options, batchSize, optimizer: make(value) }, [
          name === "momentum" && optimizer === "momentum" ? "momentum" : name,
        ]);
        const whole = await fit(model, { x, y }, { ...options, batchSize, optimizer: make(value) });
        expect(found.loss).toBeCloseTo(whole.history.at(-1)!.validation!.loss, 5);
        const expected = await difference(make, value, h, batchSize);
        const slope = found[name as never] as number;
        expect(Math.abs(slope - expected), `${slope} against ${expected}`).toBeLessThan(
          0.02 * Math.abs(expected) + 2e-4,
        );
      }
    },
  );

  it("is exact where it is known: one step of descent on a square", async () => {
    // w = 1, L = w² on both sides: after a step w' = 1 − 2η, dL/dη = −4(1 − 2η).
    const one = sequential(dense(1, { initializer: constantInitializer(1), bias: false }));
    const data = { x: [[1]], y: [0] };
    const { rate, loss } = await hypergradient(
      one,
      data,
      { loss: meanSquaredError, validation: data, epochs: 1, optimizer: sgd({ rate: 0.1 }) },
      ["rate"],
    );
    expect([rate, loss]).toEqual([expect.closeTo(-3.2, 5), expect.closeTo(0.64, 6)]);
  });

  it("looks through as many steps as it is told", async () => {
    const one = sequential(dense(1, { initializer: constantInitializer(1), bias: false }));
    const data = { x: [[1], [1], [1]], y: [0, 0, 0] };
    const at = { loss: meanSquaredError, validation: data, epochs: 5, batchSize: 2, optimizer: sgd({ rate: 0.1 }) };
    // L = (1 − 2η)^{2k}, dL/dη = −4k(1 − 2η)^{2k − 1}; five steps are two epochs of two batches, and one more.
    const { rate, loss } = await hypergradient(one, data, { ...at, steps: 5 }, ["rate"]);
    expect([rate, loss]).toEqual([expect.closeTo(-20 * 0.8 ** 9, 5), expect.closeTo(0.8 ** 10, 6)]);
  });

  it("is refused where it has no meaning", async () => {
    const on = (optimizer: Link, names: string[], extra = {}) =>
      hypergradient(model, { x, y }, { ...options, optimizer, ...extra }, names);
    await expect(on(sgd({ rate: 0.1 }), ["beta1"])).rejects.toThrow(/it has no "beta1"\.\nIt has rate/);
    await expect(on(sgd({ rate: 0.1 }), ["rate"], { validation: undefined })).rejects.toThrow(
      /there are no rows for validation\.\nGive `validation`/,
    );
    await expect(on(chain(adamw({ rate: 0.1, decay: 0.1 }), decay(0.2)), ["decay"])).rejects.toThrow(
      /"decay" is 0\.1\d* in one link, 0\.2\d* in another/,
    );
    await expect(on(sgd({ rate: 0.1 }), ["rate"], { optimiser: 1 })).rejects.toThrow(
      /hypergradient has no option `optimiser`/,
    );
    const averaged = await on(chain(adam({ rate: 0.01 }), averageWeights({ decay: 0.5 })), ["averaging"]);
    expect(Number.isFinite(averaged.averaging)).toBe(true);
  });
});
