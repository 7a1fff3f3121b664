import {
  compile,
  cond,
  data,
  grad,
  key,
  loop,
  normal,
  scan,
  type Tensor,
  TensorError,
  tensor,
  valueAndGrad,
} from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { lineOf } from "./line-of.ts";

const line = lineOf(import.meta.url);

const watched = { debugNaN: true };

const failureOf = async (run: () => Promise<unknown>): Promise<TensorError> => {
  const error = await run().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TensorError)) throw new Error(`expected a TensorError, got ${error}`);
  expect(error.code).toBe("nan");
  return error;
};

describe("debugNaN", () => {
  it("names the operation, the step of the training scan and the user's line", async () => {
    const train = compile((w: Tensor, rows: Tensor) => {
      const lossOf = (w: Tensor, x: Tensor) => w.mul(x).log().square().sum(); // the log
      const step = (w: Tensor, x: Tensor) => {
        const [loss, slope] = valueAndGrad(lossOf)(w, x);
        return [w.sub(slope.mul(0.01)), loss] as const;
      };
      return scan(step, w, rows); // the scan
    }, watched);
    const rows = new Float32Array(20).fill(1);
    rows[13] = -1;
    const error = await failureOf(() => data(train(tensor([1, 2]), tensor(rows))));
    expect(error.message).toContain(
      `log made the first NaN, 2 of its 2 numbers, at step 13 of the loop at ${line("the scan")}`,
    );
    expect(error.message).toMatch(/input 0 in \[-1\.9\d*, -1\] {2}float32 \[2\]/);
    expect(error.stack).toContain(line("the log"));
  });

  it("counts the steps of each loop that the operation is in", async () => {
    // √(9 − 0.7 i j), again and again: below 0 first for i = j = 3
    const nested = compile((x: Tensor) => {
      const inner = (i: Tensor<"int32">) => (x: Tensor, j: Tensor<"int32">) =>
        x.sub(i.mul(j).cast("float32").mul(0.7)).sqrt().add(4);
      return loop(5, x, (x, i) => loop(4, x, inner(i)));
    }, watched);
    const { message } = await failureOf(() => nested(tensor(9)).data());
    expect(message).toMatch(/^sqrt made the first NaN, at step 3 of the loop at .*, in step 3 of the loop at/);
  });

  it("looks into the branch that was taken", async () => {
    const branch = compile(
      (x: Tensor) =>
        cond(
          x.sum().greater(0),
          (x: Tensor) => x.log(),
          (x: Tensor) => x.sqrt(),
          x,
        ),
      watched,
    );
    const { message } = await failureOf(() => branch(tensor([-9, 4])).data());
    expect(message).toContain("sqrt made the first NaN, 1 of its 2 numbers");
    expect(await branch(tensor([9, 4])).data()).toEqual(Float32Array.of(Math.log(9), Math.log(4)));
  });

  it("looks into loops with a condition", async () => {
    const f = compile(
      (x: Tensor) => loop({ while: (x) => x.greater(-10) }, x, (x) => x.sub(1).add(x.sqrt().mul(0))),
      watched,
    );
    const { message } = await failureOf(() => f(tensor(3)).data());
    // 3, 2, 1, 0, −1: the fifth step
    expect(message).toContain("sqrt made the first NaN, at step 4 of the loop");
    expect(message).toContain("input 0 = -1");
  });

  it("finds the step of a loop that runs backwards", async () => {
    const step = (s: Tensor, x: Tensor) => [s.mul(x).sqrt(), x] as const;
    const f = compile((rows: Tensor) => scan(step, tensor(1), rows, { reverse: true })[0], watched);
    const { message } = await failureOf(() => f(tensor([1, -1, 1, -1, 1])).data());
    expect(message).toContain("sqrt made the first NaN, at step 3 of the loop");
  });

  it.each([
    ["0 / 0", "div", (x: Tensor) => x.div(x), [0]],
    ["√−2", "sqrt", (x: Tensor) => x.sqrt(), [-2]],
    ["∞ − ∞", "sub", (x: Tensor) => x.sub(x.mul(2)), [Number.POSITIVE_INFINITY]],
    ["0 · ∞", "mul", (x: Tensor) => x.mul(x.reciprocal()), [0]],
    ["(−8)^⅓", "pow", (x: Tensor) => x.pow(1 / 3), [-8]],
    ["arcsin 2", "asin", (x: Tensor) => x.asin(), [2]],
  ] as const)("%s", async (_, name, f, x) => {
    const { message } = await failureOf(() => compile(f, watched)(tensor([...x])).data());
    expect(message).toMatch(new RegExp(`^${name} made the first NaN`));
  });

  it("says so when the NaN was in the data", async () => {
    const f = compile((x: Tensor, y: Tensor) => x.add(y).log(), watched);
    const { message } = await failureOf(() =>
      f(tensor([[1, 2]]), tensor([[1], [2], [Number.NaN], [Number.NaN]])).data(),
    );
    expect(message).toMatch(/^Input 1 holds 2 NaN, the first at \[2, 0\]: no operation made it\./);
  });

  it("does not mind a NaN that `where` leaves out", async () => {
    const f = (x: Tensor) => x.greater(0).where(x.log(), 0).sum();
    const results = await compile(f, watched)(tensor([Math.E, -1])).data();
    expect(results[0]).toBeCloseTo(1, 6);
  });

  it("blames the side of a `where` that the NaN came from", async () => {
    const f = compile((x: Tensor) => x.greater(0).where(x.log(), x.sqrt()), watched);
    const { message } = await failureOf(() => f(tensor([2, -1])).data());
    expect(message).toMatch(/^sqrt/);
  });

  it("finds what a derivative divides by, where the forward pass was masked", async () => {
    const f = (x: Tensor) => x.greater(0).where(x.log(), 0).sum();
    const { message } = await failureOf(() => compile(grad(f), watched)(tensor([1, 0])).data());
    expect(message).toMatch(/^(div|mul|reciprocal) made the first NaN, 1 of its 2 numbers/);
  });

  it("leaves the results as they are, to the bit", async () => {
    const layers = (w: readonly Tensor[], x: Tensor) => w.reduce((x, w) => x.matmul(w).tanh(), x);
    const train = (w: Tensor[], batches: Tensor) =>
      scan(
        (w: Tensor[], x: Tensor) => {
          const [loss, slopes] = valueAndGrad((w: Tensor[]) => layers(w, x).square().sum())(w);
          return [w.map((w, i) => w.sub(slopes[i]!.mul(0.01))), loss] as const;
        },
        w,
        batches,
      );
    const w = [normal(key(1), [8, 16]), normal(key(2), [16, 4])];
    const batches = normal(key(3), [10, 5, 8]);
    const [plain, debugged] = await Promise.all(
      [{}, watched].map((options) => data(compile(train, options)(w, batches))),
    );
    expect(debugged).toEqual(plain);
  });
});
