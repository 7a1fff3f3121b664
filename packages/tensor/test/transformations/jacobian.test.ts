import { compile, data, grad, hessian, hvp, jacobian, jvp, type Tensor, tensor, vmap } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { exact, expectClose, expectSame } from "../close.ts";

describe("jacobian", () => {
  it("of a matrix product is the matrix", async () => {
    const a = exact([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(await jacobian((x: Tensor<"float64">) => a.matmul(x))(exact([7, 8, 9])).array()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  it("has the axes of the result, then those of the argument", async () => {
    const j = jacobian((x: Tensor<"float64">) => x.transpose())(
      exact([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    );
    expect(j.shape).toEqual([3, 2, 2, 3]);
    // ∂xᵀ[i, j] / ∂x[k, l] = 1 where i = l and j = k
    const expected = Array.from({ length: 36 }, (_, n) => {
      const [i, j, k, l] = [Math.floor(n / 12), Math.floor(n / 6) % 2, Math.floor(n / 3) % 2, n % 3];
      return Number(i === l && j === k);
    });
    expect([...(await j.data())]).toEqual(expected);
  });

  it("of structures by structures, with further arguments", async () => {
    const f = ({ a, b }: { a: Tensor<"float64">; b: Tensor<"float64"> }, k: Tensor<"float64">) => ({
      sum: a.sum().add(b).mul(k),
      parts: [a.square(), b.mul(a)] as const,
    });
    const j = await data(jacobian(f)({ a: exact([1, 2]), b: exact(3) }, exact(10)));
    expect([...j.sum.a, ...j.sum.b]).toEqual([10, 10, 10]);
    expect([...j.parts[0].a, ...j.parts[0].b]).toEqual([2, 0, 0, 4, 0, 0]);
    expect([...j.parts[1].a, ...j.parts[1].b]).toEqual([3, 0, 0, 3, 1, 2]);
  });

  it("of a result that does not depend on the argument is zero", async () => {
    const j = jacobian((_: Tensor<"float64">) => exact([1, 2]))(exact([3]));
    expect(await j.array()).toEqual([[0], [0]]);
  });

  it("times a direction is jvp; a row of it is a gradient", async () => {
    const f = (x: Tensor<"float64">) => x.exp().cumsum().mul(x.sin());
    const [x, v] = [exact([0.1, -0.5, 0.7]), exact([1, 2, -3])];
    const j = jacobian(f)(x);
    await expectSame(j.matmul(v), jvp(f, x, v)[1]);
    await expectSame(j.slice(1), grad((at: Tensor<"float64">) => f(at).slice(1))(x));
  });

  it("of a vmap is block diagonal, and vmap of jacobian gives the blocks", async () => {
    const f = (x: Tensor<"float64">) => x.square().mul(x.sum());
    const xs = exact([
      [1, 2],
      [3, -4],
    ]);
    const whole = jacobian(vmap(f))(xs);
    const blocks = vmap(jacobian(f))(xs);
    expect(whole.shape).toEqual([2, 2, 2, 2]);
    await expectSame(whole.slice(0, null, 0), blocks.slice(0));
    await expectSame(whole.slice(1, null, 1), blocks.slice(1));
    expect([...(await whole.slice(0, null, 1).data())]).toEqual([0, 0, 0, 0]);
  });

  it("is one batched pullback: the graph does not grow with the number of results", async () => {
    const nodes = async (n: number) => {
      const bytes = await compile((x: Tensor) => jacobian((at: Tensor) => at.tanh().cumsum())(x)).toOnnx([
        tensor(new Float32Array(n)),
      ]);
      return bytes.length;
    };
    expect(Math.abs((await nodes(400)) - (await nodes(40)))).toBeLessThan(200);
  });
});

describe("hessian", () => {
  it("of Σ v³ is diag(6v)", async () => {
    expect([...(await hessian((v: Tensor) => v.pow(3).sum())(tensor([1, 2])).data())]).toEqual([6, 0, 0, 12]);
  });

  it("of a quadratic form ½ xᵀAx is (A + Aᵀ) / 2", async () => {
    const a = exact([
      [2, 1, 0],
      [3, 5, -1],
      [4, 0, 7],
    ]);
    const f = (x: Tensor<"float64">) => x.matmul(a.matmul(x)).mul(0.5);
    const h = hessian(f)(exact([1, -2, 3]));
    expectClose(await h.data(), [2, 2, 2, 2, 5, -0.5, 2, -0.5, 7]);
  });

  it("of a structure has a block for each pair; times a direction is hvp", async () => {
    const f = ({ w, b }: { w: Tensor<"float64">; b: Tensor<"float64"> }) => w.matmul(b).tanh().square().sum();
    const x = {
      w: exact([
        [0.3, -0.2],
        [0.5, 0.7],
      ]),
      b: exact([1, -0.4]),
    };
    const v = {
      w: exact([
        [1, 0],
        [-1, 2],
      ]),
      b: exact([0.5, 1]),
    };
    const h = hessian(f)(x);
    expect([h.w.w.shape, h.w.b.shape, h.b.w.shape, h.b.b.shape]).toEqual([
      [2, 2, 2, 2],
      [2, 2, 2],
      [2, 2, 2],
      [2, 2],
    ]);
    await expectSame(h.w.b, h.b.w.transpose([1, 2, 0]));
    const byW = h.w.w
      .reshape([4, 4])
      .matmul(v.w.reshape([4]))
      .reshape([2, 2])
      .add(h.w.b.matmul(v.b));
    const byB = h.b.w
      .reshape([2, 4])
      .matmul(v.w.reshape([4]))
      .add(h.b.b.matmul(v.b));
    const product = hvp(f)(x, v);
    await expectSame(product.w, byW);
    await expectSame(product.b, byB);
  });

  it("of a scalar is the second derivative", async () => {
    expectClose(await hessian((x: Tensor<"float64">) => x.exp())(exact(1)).data(), [Math.E]);
  });
});
