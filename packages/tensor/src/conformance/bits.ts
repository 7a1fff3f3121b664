import type { AnyElements } from "../values/dtype.ts";
import { type ConformanceCase, checkSameBits } from "./check.ts";
import { count, feed, float32, loopNode, model, node, noise, value } from "./models.ts";
import type { RunOnce } from "./running.ts";

/** x ← tanh(x w + 1/10), a number of times: long enough for every rounding to matter. */
const recurrence = (size: number): Uint8Array =>
  model({
    inputs: [
      value("count", "int64", []),
      value("x.start", "float32", [size, size]),
      value("w", "float32", [size, size]),
    ],
    outputs: [value("x.out", "float32", [size, size])],
    nodes: [
      loopNode(
        [value("x", "float32", [size, size])],
        [],
        [node("MatMul", ["x", "w"], ["xw"]), node("Add", ["xw", "bias"], ["sum"]), node("Tanh", ["sum"], ["x.next"])],
      ),
    ],
    initializers: [float32("bias", [0.1], [])],
  });

export const bitCases = (runOnce: RunOnce, threads: readonly number[]): ConformanceCase[] => {
  const size = 96;
  const bytes = recurrence(size);
  const start = feed("float32", noise(size * size), [size, size]);
  const w = feed(
    "float32",
    noise(size * size, 2).map((x) => x / 8),
    [size, size],
  );
  const steps = async (n: number, from = start, count_ = threads[0]!): Promise<AnyElements> =>
    (await runOnce(bytes, { count: count(n), "x.start": from, w }, ["x.out"], count_))[0]!;
  return [
    { name: "the same bits twice", needs: ["loop"], run: async () => checkSameBits(await steps(10), await steps(10)) },
    ...threads.slice(1).map(
      (more): ConformanceCase => ({
        name: `the same bits on ${more} threads as on ${threads[0]}`,
        needs: ["loop"],
        run: async () => checkSameBits(await steps(10, start, more), await steps(10)),
      }),
    ),
    {
      name: "the same bits in one loop of 10 steps as in two of 5",
      needs: ["loop"],
      run: async () => {
        const half = feed("float32", await steps(5), [size, size]);
        checkSameBits(await steps(5, half), await steps(10));
      },
    },
    {
      name: "the same bits from memory that starts anywhere",
      run: async () => {
        const length = 1003;
        const sum = model({
          inputs: [value("x", "float32", [length])],
          outputs: [value("y", "float32", [])],
          nodes: [node("ReduceSum", ["x"], ["y"], { keepdims: 0 })],
        });
        const numbers = noise(length);
        const [wanted] = await runOnce(sum, { x: feed("float32", numbers) });
        for (const offset of [1, 2, 3, 5]) {
          const shifted = new Float32Array(length + offset).subarray(offset);
          shifted.set(numbers);
          const [y] = await runOnce(sum, { x: feed("float32", shifted) });
          checkSameBits(y!, wanted!, `the sum of a view at byte ${offset * 4}`);
        }
      },
    },
  ];
};
