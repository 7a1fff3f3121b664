import {
  compile,
  configure,
  data,
  grad,
  loop,
  onesLike,
  scan,
  stack,
  statistics,
  type Tensor,
  tensor,
  zeros,
} from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { exact, expectClose } from "../close.ts";

/** What a piece of work compiled and ran. */
const countOf = async (work: () => Promise<unknown>) => {
  const before = statistics();
  await work();
  const after = statistics();
  return { compilations: after.compilations - before.compilations, runs: after.runs - before.runs };
};

describe("numbers that change are inputs", () => {
  const loss = (w: Tensor) => w.sub(3).square().sum();

  it("a new learning rate does not compile again, whether a tensor or a number", async () => {
    const step = compile((w: Tensor, rate: Tensor | number) => w.sub(grad(loss)(w).mul(rate)));
    const w = tensor([1, 2]);
    const counts = await countOf(async () => {
      expect([...(await step(w, tensor(0.5)).data())]).toEqual([3, 3]);
      expect([...(await step(w, tensor(0.25)).data())]).toEqual([2, 2.5]);
      expect([...(await step(w, 0).data())]).toEqual([1, 2]);
      expect([...(await step(w, 1).data())]).toEqual([5, 4]);
    });
    expect(counts).toEqual({ compilations: 1, runs: 4 });
    expect(step.traces()).toBe(1);
  });

  it("eager code with another number does not either", async () => {
    const run = async (rate: number, shift: number) => {
      const w = tensor([1.5, 2.5]);
      return [...(await w.sub(grad((at: Tensor) => at.sub(shift).pow(4).sum())(w).mul(rate)).data())];
    };
    await run(0.1, 2.75);
    expect(await countOf(() => run(0.2, 2.75))).toEqual({ compilations: 0, runs: 1 });
    expect(await countOf(() => run(0.3, 3.5))).toEqual({ compilations: 0, runs: 1 });
    expect(await run(0, 7)).toEqual([1.5, 2.5]);
  });

  it("other data of the same shape does not; another shape or dtype does, once each", async () => {
    const f = compile(<D extends "float32" | "float64">(x: Tensor<D>) => x.exp().cumsum());
    const counts = await countOf(async () => {
      for (const numbers of [
        [1, 2],
        [3, 4],
        [5, 6],
      ])
        await f(tensor(numbers)).data();
      await f(tensor([1, 2, 3])).data();
      await f(tensor([4, 5, 6])).data();
      await f(exact([1, 2])).data();
    });
    expect(counts).toEqual({ compilations: 3, runs: 6 });
    expect(f.traces()).toBe(3);
  });

  it("keeps as many graphs as it is told, those that were called last", async () => {
    const f = compile((x: Tensor) => x.mul(3).sum());
    const call = (length: number) => f(zeros([length])).item();
    const { traces } = configure({});
    configure({ traces: 3 });
    try {
      for (const length of [1, 2, 3, 1, 4]) await call(length);
      expect(f.traces()).toBe(4);
      for (const length of [1, 3, 4]) await call(length);
      expect(f.traces()).toBe(4);
      await call(2);
      expect(f.traces()).toBe(5);
      configure({ traces: 1 });
      await call(2);
      await call(4);
      expect(f.traces()).toBe(6);
    } finally {
      configure({ traces });
    }
  });

  it("two compiled functions with the same graph share one session", async () => {
    const make = () => compile((x: Tensor) => x.mul(2).add(0.125));
    await make()(tensor([1, 2])).data();
    expect((await countOf(() => make()(tensor([3, 4])).data())).compilations).toBe(0);
  });
});

describe("one run serves all results", () => {
  it("a call returns at once; the first data() runs it for all results", async () => {
    const f = compile((x: Tensor) => ({ sine: x.sin(), parts: [x.cos(), x.add(1)] as const }));
    await data(f(tensor([1, 2])));
    const counts = await countOf(async () => {
      const before = statistics().runs;
      const result = f(tensor([3, 4]));
      expect(statistics().runs).toBe(before);
      await result.sine.data();
      await result.parts[0].data();
      expect(await result.parts[1].array()).toEqual([4, 5]);
    });
    expect(counts).toEqual({ compilations: 0, runs: 1 });
  });

  it("asked for at the same time, too", async () => {
    const f = compile((x: Tensor) => [x.sin(), x.cos()]);
    const counts = await countOf(async () => {
      const [a, b] = f(tensor([1, 2]));
      await Promise.all([a.data(), b.data(), a.data(), data([a, b])]);
    });
    expect(counts.runs).toBe(1);
  });

  it("a call whose results nobody asks for does not run", async () => {
    const f = compile((x: Tensor) => x.sinh());
    expect(await countOf(async () => f(tensor([1])))).toEqual({ compilations: 0, runs: 0 });
  });

  it("eager tensors too: data(structure) is one run, and what is known is not computed again", async () => {
    const x = tensor([1, 2, 3]);
    const all = { a: x.add(1), b: [x.mul(2), x.sum()] as const };
    expect((await countOf(() => data(all))).runs).toBe(1);
    expect((await countOf(() => data(all))).runs).toBe(0);
    expect((await countOf(() => all.a.mul(3).data())).runs).toBe(1);
  });
});

describe("results handed on never grow a graph", () => {
  it("through a compiled step, asked for at the end or at each step", async () => {
    const step = compile((w: Tensor, k: Tensor) => w.mul(k).add(1));
    let w = tensor(0);
    const counts = await countOf(async () => {
      for (let i = 0; i < 200; i++) w = step(w, tensor(0.5));
      expect(await w.item()).toBe(2);
    });
    expect(counts).toEqual({ compilations: 1, runs: 200 });
    const again = await countOf(async () => {
      for (let i = 0; i < 20; i++) {
        w = step(w, tensor(0.5));
        await w.data();
      }
    });
    expect(again).toEqual({ compilations: 0, runs: 20 });
  });

  it("through eager code that asks for data now and then", async () => {
    let x = tensor([1, 2]);
    const round = async () => {
      x = x.mul(0.5).add(3);
      await x.data();
    };
    await round();
    expect(
      await countOf(async () => {
        for (let i = 0; i < 20; i++) await round();
      }),
    ).toEqual({ compilations: 0, runs: 20 });
  });

  it("a result of one call is an argument of another before it has run", async () => {
    const f = compile((x: Tensor) => [x.add(1), x.mul(2)]);
    const [a, b] = f(tensor(1));
    const [c, d] = f(a.add(b));
    expect((await data([c, d])).map(([number]) => number)).toEqual([5, 8]);
  });
});

describe("what a compiled function closes over", () => {
  it("tensors, known or not yet computed, are read when it runs", async () => {
    const known = tensor([1, 2]);
    const lazy = tensor([3, 4]).exp().log();
    const called = compile((x: Tensor) => x.mul(10))(tensor([5, 6]));
    const f = compile((x: Tensor) => x.add(known).add(lazy).add(called));
    const [a, b] = await f(tensor([0, 0])).data();
    expect(a).toBeCloseTo(54, 4);
    expect(b).toBeCloseTo(66, 4);
  });

  it("are not looked behind, though −(−x) would be x", async () => {
    // In float64 a sigmoid is composed, of e^−y.
    const y = exact([1, 2]).neg();
    const f = compile((k: Tensor<"float64">) => y.sigmoid().mul(k));
    expectClose(await f(exact(10)).data(), [10 / (1 + Math.E), 10 / (1 + Math.E ** 2)]);
  });

  it("numbers are part of the graph, as they were when it was traced", async () => {
    let k = 2;
    const f = compile((x: Tensor) => x.mul(k));
    expect(await f(tensor(5)).item()).toBe(10);
    k = 3;
    expect(await f(tensor(5)).item()).toBe(10);
    expect([...(await f(tensor([5])).data())]).toEqual([15]);
  });

  it("compiled functions, in each other and in derivatives", async () => {
    const inner = compile((x: Tensor<"float64">) => x.pow(3).sum());
    const outer = compile((x: Tensor<"float64">) => grad(inner)(x).add(inner(x)));
    expect(await outer(exact([1, 2])).array()).toEqual([12, 21]);
  });

  it("arguments handed through, constants and one tensor twice are results like any other", async () => {
    const f = compile(({ x, y }: { x: Tensor; y: Tensor }) => {
      const sum = x.add(y);
      return { x, sum, again: sum, constant: tensor([7]), zero: zeros([2]), fromOutside: shared };
    });
    const shared = tensor([9]);
    const { x, sum, again, constant, zero, fromOutside } = await data(f({ x: tensor(1), y: tensor(2) }));
    expect([...x, ...sum, ...again, ...constant, ...zero, ...fromOutside]).toEqual([1, 3, 3, 7, 0, 0, 9]);
  });
});

describe("a whole training run in one call", () => {
  interface State {
    readonly w: Tensor<"float64">;
    readonly m: Tensor<"float64">;
  }
  const xs = exact([
    [1, 2],
    [0, 1],
    [-1, 1],
    [2, 0],
  ]);
  const ys = exact([5, 2, 1, 2]);
  const lossOf = (w: Tensor<"float64">, x: Tensor<"float64">, y: Tensor<"float64">) =>
    x.matmul(w).sub(y).square().mean();
  const step = ({ w, m }: State, rows: Tensor<"int32">): [State, Tensor<"float64">] => {
    const [x, y] = [xs.gather(rows, 0), ys.gather(rows, 0)];
    const next = m.mul(0.5).add(grad(lossOf)(w, x, y));
    return [{ w: w.sub(next.mul(0.05)), m: next }, lossOf(w, x, y)];
  };
  const order = tensor(
    [
      [0, 1],
      [2, 3],
      [1, 3],
      [0, 2],
    ],
    { dtype: "int32" },
  );
  const start: State = { w: exact([0, 0]), m: exact([0, 0]) };

  it("gives the same bits as its steps one by one, and as two halves", async () => {
    const epoch = compile((state: State, batches: Tensor<"int32">) => scan(step, state, batches));
    const [whole, losses] = await data(epoch(start, order));

    const single = compile(step);
    let state = start;
    const lossByStep: Tensor<"float64">[] = [];
    for (let i = 0; i < 4; i++) {
      const [next, loss] = single(state, order.slice(i));
      state = next;
      lossByStep.push(loss);
    }
    expect(await data(state)).toEqual(whole);
    expect(await stack(lossByStep).data()).toEqual(losses);

    const [half] = epoch(start, order.slice([0, 2]));
    const [rest] = epoch(half, order.slice([2, 4]));
    expect(await data(rest)).toEqual(whole);
  });

  it("solves the least squares problem, w = (1, 2)", async () => {
    const train = compile((state: State) => loop(60, state, (at) => scan(step, at, order)[0]));
    const [a, b] = await train(start).w.data();
    expect(a).toBeCloseTo(1, 6);
    expect(b).toBeCloseTo(2, 6);
  });
});

describe("toOnnx", () => {
  it("needs to know the arguments' shapes", async () => {
    const f = compile((x: Tensor) => x.add(1));
    expect(() => f.toOnnx()).toThrow(/needs arguments/);
    f(tensor([1]));
    expect((await f.toOnnx()).length).toBeGreaterThan(50);
  });
});

describe("numbers in the code", () => {
  it("are known without a run", async () => {
    const counts = await countOf(async () =>
      expect(await data([tensor(1), zeros([])])).toEqual([Float32Array.of(1), Float32Array.of(0)]),
    );
    expect(counts.runs).toBe(0);
  });

  it("may be asked for after a loop has closed over them", async () => {
    const two = zeros([]).add(2);
    const one = onesLike(two);
    const y = loop(3, tensor([1]), (x) => x.mul(two).add(one));
    expect([await one.item(), await two.item()]).toEqual([1, 2]);
    expect(await y.array()).toEqual([15]);
  });
});
