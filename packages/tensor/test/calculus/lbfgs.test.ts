import { lbfgs, statistics, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { furthest, recorded, rosenbrock } from "./functions.ts";
import { hockSchittkowski } from "./problems/hock-schittkowski.ts";
import { searched } from "./problems/searched.ts";

describe("lbfgs", () => {
  it.each([
    [2, 46],
    [5, 64],
    [10, 89],
    [50, 329],
    [100, 619],
  ])(
    "finds the end of Rosenbrock's valley in %d dimensions as fast as SciPy's L-BFGS-B (%d evaluations)",
    async (n, peer) => {
      const x0 = Array.from({ length: n }, (_, i) => (i % 2 === 0 ? -1.2 : 1));
      const { x, converged, evaluations } = await lbfgs(rosenbrock, x0);
      expect(converged).toBe(true);
      expect(furthest(x, new Array<number>(n).fill(1))).toBeLessThan(1e-8);
      expect(evaluations).toBeLessThan(1.1 * peer);
    },
  );

  it("needs as many steps as SciPy's L-BFGS-B (353) for a quadratic with condition number 1e4", async () => {
    const scales = tensor(Float64Array.from({ length: 20 }, (_, i) => 10 ** ((4 * i) / 19)));
    const { x, converged, iterations } = await lbfgs((v) => v.sub(1).square().mul(scales).sum(), new Float64Array(20));
    expect(converged).toBe(true);
    expect(iterations).toBeLessThan(400);
    expect(furthest([...x], new Array<number>(20).fill(1))).toBeLessThan(1e-7);
  });

  it("fits a logistic regression as SciPy does, structure in, structure out", async () => {
    const { x, y, value, parameters } = recorded.logistic;
    const [rows, labels] = [tensor(x, { dtype: "float64" }), tensor(y, { dtype: "float64" })];
    const loss = ({ w, b }: { readonly w: Tensor<"float64">; readonly b: Tensor<"float64"> }) => {
      const z = rows.matmul(w).add(b);
      const softplus = z.relu().add(z.abs().neg().exp().log1p());
      return softplus.sub(labels.mul(z)).mean().add(w.square().sum().mul(0.05));
    };
    const fit = await lbfgs(loss, { w: tensor([0, 0, 0]), b: 0 }, { tolerance: 1e-10 });
    expect(fit.converged).toBe(true);
    expect(fit.value).toBeCloseTo(value, 12);
    expect(furthest([...(await fit.x.w.data()), fit.x.b], parameters)).toBeLessThan(1e-8);
  });

  it.each([
    ["HS1", 48],
    ["HS3", 4],
    ["HS4", 2],
    ["HS5", 9],
    ["HS45", 10],
    ["HS110", 11],
  ])("solves %s between its bounds about as fast as SciPy's L-BFGS-B (%d evaluations)", async (name, peer) => {
    const problem = hockSchittkowski.find((each) => each.name === name)!;
    const { f, start, constraints } = searched(problem);
    const { low, high } = constraints;
    const { value, converged, evaluations } = await lbfgs(f, start, { ...(low && { low }), ...(high && { high }) });
    expect(converged).toBe(true);
    expect(value).toBeCloseTo(problem.lowest, 6);
    expect(evaluations).toBeLessThan(1.5 * peer + 4);
  });

  it("is never asked beyond bounds, in the structure of the start", async () => {
    const f = ({ w, b }: { readonly w: Tensor<"float64">; readonly b: Tensor<"float64"> }) =>
      w.sqrt().sum().sub(w.sum()).add(b.sub(3).square());
    const { x, converged, reason } = await lbfgs(f, { w: [1, 9], b: 0 }, { low: 0.0001, high: { w: [0.01, 4], b: 2 } });
    expect(converged).toBe(true);
    expect(reason).toContain("the gradient's largest component is 0");
    // √w − w falls from 1/4 on, and rises before.
    expect(x).toEqual({ w: [0.0001, 4], b: 2 });
  });

  it("with bounds that are never met takes the way it takes without", async () => {
    const [free, bounded] = [
      await lbfgs(rosenbrock, [-1.2, 1]),
      await lbfgs(rosenbrock, [-1.2, 1], { low: -100, high: 100 }),
    ];
    expect(furthest(bounded.x, free.x)).toBeLessThan(1e-8);
    expect(bounded.evaluations).toBeLessThan(1.5 * free.evaluations);
  });

  it("says whether a bound holds what has a slope left", async () => {
    const bowl = (x: Tensor<"float64">) => x.sub(3).square().sum();
    expect((await lbfgs(bowl, [0, 0], { high: 1 })).reason).toContain("component is 0 where no bound holds a variable");
    expect((await lbfgs(bowl, [0, 0], { high: 4 })).reason).not.toContain("bound");
  });

  it("refuses bounds that leave no room", async () => {
    await expect(lbfgs(rosenbrock, [1, 2], { low: [0, 3], high: 2 })).rejects.toThrow(
      "lbfgs needs low < high for each variable: got low = [0, 3], high = [2, 2].",
    );
  });

  it("compiles once, however many steps it takes", async () => {
    const before = statistics().compilations;
    const { iterations } = await lbfgs((x) => rosenbrock(x.mul(1.0625)), [-1.2, 1, 0.5]);
    expect(iterations).toBeGreaterThan(10);
    expect(statistics().compilations - before).toBeLessThanOrEqual(1);
  });

  it("steps back from where the function is not defined", async () => {
    const { x, converged } = await lbfgs((v) => v.sub(v.log().mul(0.01)).sum(), [5, 100]);
    expect(converged).toBe(true);
    expect(furthest(x, [0.01, 0.01])).toBeLessThan(1e-8);
  });

  it("says so when there is no minimum", async () => {
    const { converged, reason } = await lbfgs((x) => x.sum(), [1, 1]);
    expect(converged).toBe(false);
    expect(reason).toContain("it has no minimum downhill of the start");
    const fast = await lbfgs((x) => x.pow(3).sum(), [-1]);
    expect(fast.converged).toBe(false);
    expect(fast.reason).toContain("goes on falling");
  });

  it("says so at a kink, and at the limit of iterations", async () => {
    const kink = await lbfgs((x) => x.maximum(x.mul(-2)).sum(), [2, -1]);
    expect(kink.converged).toBe(false);
    expect(kink.reason).toContain("f has a kink there");
    const short = await lbfgs(rosenbrock, [-1.2, 1], { iterations: 3 });
    expect(short).toMatchObject({ converged: false, iterations: 3 });
    expect(short.reason).toContain("The limit of 3 iterations was reached");
  });

  it("starts only where the function is finite", async () => {
    await expect(lbfgs((x) => x.log().sum(), [1, -1])).rejects.toThrow("f has the value NaN at x = [1, -1].");
    await expect(lbfgs((x) => x.sum(), [1, NaN])).rejects.toThrow("lbfgs starts from finite numbers");
    await expect(lbfgs((x) => x as Tensor<"float64">, [1, 2])).rejects.toThrow("one float scalar");
  });

  it("needs no step from a minimum", async () => {
    expect(await lbfgs(rosenbrock, [1, 1])).toMatchObject({
      iterations: 0,
      evaluations: 1,
      converged: true,
      x: [1, 1],
    });
  });
});
