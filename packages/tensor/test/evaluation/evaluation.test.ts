import { compile, data, type Tensor, tensor } from "@kaviar/tensor";
import { statistics } from "@kaviar/tensor/runtimes/sessions";
import { describe, expect, it } from "vitest";

const runsOf = async (use: () => Promise<unknown>): Promise<number> => {
  const before = statistics().runs;
  await use();
  return statistics().runs - before;
};

const fifty = <T>(ask: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 50 }, ask));

describe("a tensor that is asked for many times at once", () => {
  const make = () =>
    tensor([1, 2, 3])
      .mul(tensor([4, 5, 6]))
      .add(0.5);

  it("is computed once, and each has elements of its own", async () => {
    const x = make();
    let answers: Float32Array[] = [];
    expect(await runsOf(async () => (answers = await fifty(() => x.data())))).toBe(1);
    for (const each of answers) expect(each).toEqual(Float32Array.of(4.5, 10.5, 18.5));
    answers[0]![0] = 0;
    expect(await x.data()).toEqual(Float32Array.of(4.5, 10.5, 18.5));
  });

  it("is computed once where it is asked for among others", async () => {
    const [x, y, z] = [make(), make().neg(), make().square()];
    const ask = () => Promise.all([data([x, y]), data([y, z]), x.data(), data({ x, z })]);
    expect(await runsOf(ask)).toBeLessThanOrEqual(3);
  });

  it("is computed once where it comes out of a compiled function", async () => {
    const y = compile((x: Tensor) => x.sin().mul(2))(make());
    expect(await runsOf(() => fifty(() => y.data()))).toBeLessThanOrEqual(2);
  });

  it("fails for everyone who asks for it, and for nobody who does not", async () => {
    const bad = make().gather(tensor([7], { dtype: "int32" }), 0);
    const good = make();
    const outcomes = await Promise.allSettled([data([bad, good]), bad.data(), good.data(), bad.data()]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled", "rejected"]);
  });
});
