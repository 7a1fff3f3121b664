import { readFileSync } from "node:fs";
import { compile, data, grad, key, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import type { Activation } from "../../src/activations/contract/activation.ts";
import { type ActivationName, activationFrom, activations } from "../../src/activations/contract/table.ts";
import * as nn from "../../src/activations/index.ts";
import { sequential } from "../../src/layers/combinators/sequential.ts";
import { dense } from "../../src/layers/core/dense.ts";

const { hardmax, softmax, step } = nn;

interface Recorded {
  readonly y: readonly number[];
  readonly slope: readonly number[];
}
interface Recording {
  readonly elementwise: Readonly<Record<string, Recorded & { readonly x: readonly number[] }>>;
  readonly rows: readonly (readonly number[])[];
  readonly overRows: Readonly<Record<string, Recorded>>;
}
/** By record.py, PyTorch in float64. */
const recorded: Recording = JSON.parse(readFileSync(new URL("recorded.json", import.meta.url), "utf8"));

const withOptions: Readonly<Record<string, Activation>> = {
  leakyReluAlpha: nn.leakyRelu.with({ alpha: 0.2 }),
  swishBeta2: nn.swish.with({ beta: 2 }),
  eluAlpha2: nn.elu.with({ alpha: 2 }),
  celuAlpha2: nn.celu.with({ alpha: 2 }),
  softmaxBeta3: softmax.with({ beta: 3 }),
};
const named = (name: string): Activation => withOptions[name] ?? activations[name as ActivationName];

/** One ulp of float32 near 4 is 4.8e-7: what a product like 5·σ(−5) can be off by when σ is right to an ulp of 1. */
const rounding = 5e-7;

const expectNear = (
  what: string,
  actual: ArrayLike<number>,
  expected: readonly number[],
  within: (value: number, i: number) => number = (value) => 1e-6 * Math.abs(value) + rounding,
): void => {
  const misses = expected.flatMap((value, i) =>
    Math.abs(actual[i]! - value) <= within(value, i) ? [] : [`${i}: got ${actual[i]}, expected ${value}`],
  );
  expect(misses, what).toEqual([]);
};

describe("activations, against PyTorch", () => {
  it("have its values and slopes from −10000 to 10000; near 0 to six digits, however small", async () => {
    const names = Object.keys(recorded.elementwise);
    const results = await data(
      names.map((name) => {
        const x = tensor(Float32Array.from(recorded.elementwise[name]!.x));
        const f = named(name);
        return { y: f(x), slope: grad((x: Tensor) => f(x).sum())(x) };
      }),
    );
    names.forEach((name, i) => {
      const { x, y, slope } = recorded.elementwise[name]!;
      // x − tanh x is about x³/3: nothing is left of it near 0.
      const nearZero = (value: number, k: number) =>
        Math.abs(x[k]!) > 1e-3 || name === "tanhShrink" ? rounding + 1e-6 * Math.abs(value) : 1e-6 * Math.abs(value);
      expectNear(`${name}(x)`, results[i]!.y, y, nearZero);
      expectNear(`the slope of ${name}`, results[i]!.slope, slope);
    });
  });

  it("have its values and slopes over rows, at scores of ±10000 too", async () => {
    const names = Object.keys(recorded.overRows);
    const rows = tensor(recorded.rows as number[][]);
    const results = await data(
      names.map((name) => {
        const f = named(name);
        const weighted = (x: Tensor) => {
          const y = f(x);
          return y
            .mul(
              tensor(
                Float32Array.from({ length: y.size }, (_, i) => i + 1),
                { shape: y.shape },
              ),
            )
            .sum();
        };
        return { y: f(rows), slope: grad(weighted)(rows) };
      }),
    );
    names.forEach((name, i) => {
      expectNear(name, results[i]!.y, recorded.overRows[name]!.y);
      // Slopes are differences of weights up to 20.
      expectNear(
        `the slope of ${name}`,
        results[i]!.slope,
        recorded.overRows[name]!.slope,
        (v) => 1e-5 + 1e-6 * Math.abs(v),
      );
    });
  });
});

describe("activations, by hand", () => {
  it("softmax and hardmax of [5, 2, −1, 3]", async () => {
    const x = tensor([5, 2, -1, 3]);
    const [soft, hard] = await data([softmax(x), hardmax(x)]);
    expectNear("softmax", soft, [0.84203, 0.04192, 0.00209, 0.11396], () => 5e-6);
    expect([...hard]).toEqual([1, 0, 0, 0]);
  });

  it("hardmax lets a derivative of 0 through, not NaN", async () => {
    const slope = grad((z: Tensor) =>
      hardmax(z)
        .mul(tensor([1, 2, 3]))
        .sum(),
    )(tensor([[1, 2, 3]]));
    expect(await slope.array()).toEqual([[0, 0, 0]]);
  });

  it("hardmax gives 1 to the first of equal scores, in each row", async () => {
    expect(
      await hardmax(
        tensor([
          [1, 7, 7],
          [0, 0, 0],
          [-3, -2, -1],
        ]),
      ).array(),
    ).toEqual([
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 1],
    ]);
  });

  it("step is 1 where x > 0, else 0; with a threshold, and as −1 or 1", async () => {
    const x = tensor([-1, 0, 1e-8, 0.5, 2]);
    const forms = [step, step.with({ threshold: 0.5 }), step.with({ bipolar: true })];
    const [plain, late, bipolar] = await data(forms.map((form) => form(x)));
    expect([...plain!]).toEqual([0, 0, 1, 1, 1]);
    expect([...late!]).toEqual([0, 0, 0, 0, 1]);
    expect([...bipolar!]).toEqual([-1, -1, 1, 1, 1]);
  });

  it("the minima that their cards name: swish −0.278, GELU −0.170, mish −0.309, hard swish −0.375", async () => {
    const x = tensor(Float32Array.from({ length: 4001 }, (_, i) => -4 + i * 0.001));
    const family = [nn.swish, nn.gelu, nn.mish, nn.hardSwish];
    const minima = await data(family.map((f) => f(x).min()));
    expect(minima.map(([least]) => least!.toFixed(3))).toEqual(["-0.278", "-0.170", "-0.309", "-0.375"]);
    minima.forEach(([least], i) => {
      expect(family[i]!.about.range).toContain(least!.toFixed(3).replace("-", "−"));
    });
  });

  it("slopes at kinks: 0 for relu, α for leaky ReLU, half for softplus at 0, 1 at the bounds of a clip", async () => {
    const slope = (f: Activation, at: number) => grad((x: Tensor) => f(x).sum())(tensor([at]));
    const slopes = await data([slope(nn.relu, 0), slope(nn.leakyRelu, 0), slope(nn.softplus, 0), slope(nn.relu6, 6)]);
    expectNear(
      "slopes",
      slopes.map(([d]) => d!),
      [0, 0.01, 0.5, 1],
    );
  });
});

describe("every activation", () => {
  const all = Object.entries(activations);

  it("has the name it is exported and stored under, and a card", () => {
    for (const [name, activation] of all) {
      expect(activation.name).toBe(name);
      expect(activation.about.formula.length, name).toBeGreaterThan(0);
    }
    const { activations: _, ...functions } = nn;
    expect(functions).toEqual(activations);
  });

  it("gives NaN for NaN, and only there", async () => {
    const results = await data(
      all.map(([, f]) =>
        f(
          tensor([
            [1, NaN],
            [1, 2],
          ]),
        ),
      ),
    );
    all.forEach(([name], i) => {
      const y = [...results[i]!];
      const lost = y.map(Number.isNaN);
      const wholeRow = ["softmax", "softmin", "logSoftmax", "hardmax"].includes(name);
      expect(lost, name).toEqual(name === "glu" ? [true, false] : [wholeRow, true, false, false]);
    });
  });

  it("computes in float64 too", async () => {
    const x = tensor([[-1.5, 0.5]], { dtype: "float64" });
    const results = await data(all.map(([, f]) => f(x as unknown as Tensor)));
    for (const [i, [name]] of all.entries()) {
      expect(results[i], name).toBeInstanceOf(Float64Array);
      expect([...results[i]!].every(Number.isFinite), name).toBe(true);
    }
  });

  it("is written to a file with a free batch", async () => {
    const everything = compile((x: Tensor) => all.map(([, f]) => f(x)));
    const file = await everything.toOnnx([tensor([[1, 2]])], { batch: true });
    expect(file.length).toBeGreaterThan(1000);
  });

  it("has second derivatives, where the first is by a rule of its own: softplus 1/4, softsign −1/4 at 0 and 1", async () => {
    const second = (f: Activation, at: number) => grad(grad((x: Tensor) => f(x).sum()))(tensor(at));
    const numbers = await data([second(nn.softplus, 0), second(nn.softsign, 1), second(nn.elu, -1)]);
    expectNear(
      "second derivatives",
      numbers.map(([d]) => d!),
      [0.25, -0.25, Math.exp(-1)],
    );
  });

  it("is a layer as it stands", async () => {
    const kinds = Object.values(sequential(dense(4), ...all.map(([, f]) => f)).children!).map((layer) =>
      "kind" in layer ? layer.kind : "",
    );
    expect(kinds.slice(1)).toEqual(all.map(([name]) => name));
    const part = sequential(dense(4), nn.leakyRelu.with({ alpha: 0.5 }), nn.glu).init(key(0), [3]);
    expect(part.outputShape).toEqual([2]);
  });
});

describe("parameters of activations", () => {
  it("come back from what a file stores", async () => {
    const stored = JSON.parse(JSON.stringify(nn.leakyRelu.with({ alpha: 0.2 }).options));
    expect(stored).toEqual({ alpha: 0.2 });
    const again = activationFrom("leakyRelu", stored);
    expect(again.name).toBe("leakyRelu");
    expect(again.options).toEqual({ alpha: 0.2 });
    expect(await again(tensor([-10])).item()).toBe(-2);
    expect(activationFrom("relu")).toBe(nn.relu);
    expect(step.with({ bipolar: true }).with({ threshold: 1 }).options).toEqual({ threshold: 1, bipolar: true });
  });

  it("are refused when they break their law", () => {
    expect(() => nn.celu.with({ alpha: 0 })).toThrow("`alpha` of celu must be greater than 0: got 0.");
    expect(() => nn.leakyRelu.with({ alpha: NaN })).toThrow("`alpha` of leakyRelu must be a finite number: got NaN.");
    expect(() => nn.softmax.with({ temperature: 2 } as never)).toThrow(
      "softmax has no option `temperature`.\nIt has `beta`.",
    );
    expect(() => activationFrom("rely")).toThrow(/An activation is one of celu, elu.*: got "rely"\./);
    expect(() => activationFrom("relu", { alpha: 1 })).toThrow('relu has no parameters: got {"alpha":1}.');
    expect(() => nn.glu(tensor([1, 2, 3]))).toThrow("glu needs an even number of features: got 3.");
  });
});
