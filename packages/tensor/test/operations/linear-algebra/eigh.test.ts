import { eigh, eye, grad, key, normal, tensor, vmap } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { distance, gradientErrors, type Matrix, matrix, recorded } from "./matrices.ts";

const rebuilt = ([values, vectors]: [Matrix, Matrix]): Matrix =>
  vectors.mul(values.expandDims(-2)).matmul(vectors.transpose(vectors.rank === 3 ? [0, 2, 1] : [1, 0]));

describe.each(recorded)("the eigenvalues of matrix $name", ({ spd, weights, ...expected }) => {
  it("are NumPy's", async () => {
    expect(await distance(eigh(matrix(spd))[0], expected.eigenvalues)).toBeLessThan(1e-14);
  });

  it("come with orthonormal vectors that rebuild the matrix", async () => {
    const [values, vectors] = eigh(matrix(spd));
    const n = spd.length;
    expect(await distance(vectors.transpose().matmul(vectors), eye(n, n, { dtype: "float64" }))).toBeLessThan(
      1e-14 * n,
    );
    expect(await distance(rebuilt([values, vectors]), spd)).toBeLessThan(1e-14 * n);
  });

  it("have PyTorch's gradient, with that of the vectors", async () => {
    const w = matrix(weights);
    const f = (a: Matrix) => {
      const [values, vectors] = eigh(a);
      return values.mul(w.slice(0)).sum().add(vectors.square().mul(w).sum());
    };
    // The gaps between the eigenvalues of Hilbert 6 go down to 1e-5.
    expect(await distance(grad(f)(matrix(spd)), expected.gradients.eigh)).toBeLessThan(1e-9);
  });

  it("are as good in float32 as that is", async () => {
    expect(await distance(eigh(tensor(spd))[0], expected.eigenvalues)).toBeLessThan(2e-6);
  });
});

const three = recorded[2]!;

describe("eigh", () => {
  it("has first and second derivatives that finite differences confirm", async () => {
    const f = (a: Matrix) => {
      const [values, vectors] = eigh(a);
      return values.sin().sum().add(vectors.square().matmul(values).sin().sum());
    };
    const [first, second] = await gradientErrors(f, three.spd);
    expect(first).toBeLessThan(1e-6);
    expect(second).toBeLessThan(1e-6);
  });

  it("converges for graded, clustered and large matrices", async () => {
    const [, q] = eigh(normal(key(5), [32, 32], { dtype: "float64" }));
    const spectra = [
      Array.from({ length: 32 }, (_, i) => 10 ** (-i / 4)),
      Array.from({ length: 32 }, (_, i) => 1 + (i < 16 ? 0 : 1e-9)),
      Array.from({ length: 32 }, (_, i) => i - 16),
    ];
    for (const spectrum of spectra) {
      const values = tensor(spectrum, { dtype: "float64" });
      const found = eigh(rebuilt([values, q]));
      expect(
        await distance(
          found[0],
          spectrum.sort((a, b) => a - b),
        ),
      ).toBeLessThan(1e-13);
      expect(await distance(rebuilt(found), rebuilt([values, q]))).toBeLessThan(1e-13);
    }
  });

  it("knows matrices that need no turning, and those of zeros", async () => {
    const [values, vectors] = eigh(
      tensor([
        [3, 0],
        [0, -1],
      ]),
    );
    expect(await values.array()).toEqual([-1, 3]);
    expect(await vectors.abs().array()).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(await eigh(tensor([], { shape: [2, 0, 0] }))[0].data()).toHaveLength(0);
    expect(await eigh(eye(3).mul(0))[0].array()).toEqual([0, 0, 0]);
  });

  it("scales: neither 1e200 nor 1e-200 overflows or vanishes", async () => {
    for (const scale of [1e200, 1e-200]) {
      const [values] = eigh(matrix(three.spd).mul(scale));
      expect(await distance(values.div(scale), three.eigenvalues)).toBeLessThan(1e-14);
    }
  });

  it("has right derivatives of the values at equal eigenvalues, and finite ones of the vectors", async () => {
    const identity = eye(3, 3, { dtype: "float64" });
    const squares = (a: Matrix) => eigh(a)[0].square().sum();
    expect(await distance(grad(squares)(identity), identity.mul(2))).toBeLessThan(1e-14);
    const vectors = (a: Matrix) => eigh(a)[1].mul(matrix(three.spd)).sum();
    expect((await grad(vectors)(identity).data()).every(Number.isFinite)).toBe(true);
  });

  it("takes stacks, and is the same by vmap, gradients too", async () => {
    const g = normal(key(8), [4, 5, 5], { dtype: "float64" });
    const stack = g.add(g.transpose([0, 2, 1]));
    const [values] = eigh(stack);
    const [each] = vmap((a: Matrix) => eigh(a))(stack);
    expect(await distance(each, values)).toBeLessThan(1e-15);
    expect(await distance(rebuilt(eigh(stack)), stack)).toBeLessThan(1e-13);
    const f = (a: Matrix) => eigh(a)[0].slice(-1).sin();
    const gradients = vmap(grad(f))(stack);
    expect(await distance(gradients.slice(2), grad(f)(stack.slice(2)))).toBeLessThan(1e-13);
  });

  it("passes NaN on and refuses what is not square", async () => {
    expect(await eigh(tensor([[NaN]]))[0].item()).toBeNaN();
    expect(() => eigh(tensor([[1, 2]]))).toThrow("eigh needs square matrices");
  });
});
