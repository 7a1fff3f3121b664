import { gelu, grad, key, normal, type Tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { nodesBehind } from "../src/core/walk.ts";
import { expectSame } from "./close.ts";

type Exact = Tensor<"float64">;
const random = (seed: number, shape: number[]): Exact => normal(key(seed), shape, { dtype: "float64" });
const namesOf = (x: Tensor | Exact): string[] => nodesBehind([x]).map(({ primitive }) => primitive.name);

describe("the end of a layer norm before a layer", () => {
  const [x, scale, shift, w] = [random(1, [5, 8, 4]), random(2, [4]), random(3, [4]), random(4, [4, 3])];
  const layer = (x: Exact, scale: Exact, shift: Exact, w: Exact) => x.mul(scale).add(shift).matmul(w);
  /** The same with a value in between that hides what it is made of. */
  const plain = (x: Exact, scale: Exact, shift: Exact, w: Exact) =>
    x.mul(scale).add(shift).reshape([40, 4]).matmul(w).reshape([5, 8, 3]);

  it("scales the weights where they are fewer than the rows", () => {
    expect(namesOf(layer(x, scale, shift, w)).slice(-4)).toEqual(["matmul", "reshape", "matmul", "add"]);
    expect(namesOf(layer(x, scale, shift, random(5, [4, 80]))).at(-1)).toBe("matmul");
  });

  it("has the same values and derivatives", async () => {
    await expectSame(layer(x, scale, shift, w), plain(x, scale, shift, w));
    for (const by of [0, 1, 2, 3]) {
      const slope = (f: typeof layer) => {
        const given = [x, scale, shift, w] as [Exact, Exact, Exact, Exact];
        const at = (each: Exact) =>
          f(...(given.with(by, each) as typeof given))
            .tanh()
            .sum();
        return grad((each: Exact) => grad(at)(each).square().sum())(given[by]!);
      };
      await expectSame(slope(layer), slope(plain));
    }
  });
});

describe("a product of matrices that are turned over", () => {
  const [a, b] = [random(1, [2, 3, 4]), random(2, [2, 5, 4])];
  const product = (a: Exact, b: Exact) => a.matmul(b.transpose([0, 2, 1]));

  it("has gradients that are not turned back", () => {
    const slope = grad((b: Exact) => product(a, b).tanh().sum())(b);
    expect(namesOf(slope).slice(-2)).toEqual(["transpose", "matmul"]);
  });

  it("has the gradients of the sum it stands for", async () => {
    const sums = (a: Exact, b: Exact) => a.expandDims(2).mul(b.expandDims(1)).sum(-1);
    const both = (f: typeof product) => [
      grad((x: Exact) => f(x, b).sin().sum())(a),
      grad((x: Exact) => f(a, x).sin().sum())(b),
      grad((x: Exact) =>
        grad((y: Exact) => f(a, y).sin().sum())(x)
          .square()
          .sum(),
      )(b),
    ];
    const [actual, expected] = [both(product), both(sums)];
    for (const i of [0, 1, 2]) await expectSame(actual[i]!, expected[i]!);
  });
});

describe("gelu", () => {
  const composed = (x: Exact) => x.mul(x.mul(Math.SQRT1_2).erf().add(1)).mul(0.5);

  it("has the values and the first three derivatives of x Φ(x)", async () => {
    let [actual, expected]: ((x: Exact) => Exact)[] = [gelu, composed];
    const x = random(1, [50]).mul(3);
    for (let order = 0; order <= 3; order++) {
      await expectSame(actual!(x), expected!(x));
      const [f, g] = [actual!, expected!];
      actual = grad((x: Exact) => f(x).sum());
      expected = grad((x: Exact) => g(x).sum());
    }
  });
});
