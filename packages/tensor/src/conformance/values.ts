import type { AnyElements, DType } from "../values/dtype.ts";
import { type ConformanceCase, check, checkSameBits, type Need } from "./check.ts";
import { feed, floats, model, node, noise, unary, value } from "./models.ts";
import type { RunOnce } from "./running.ts";

const samples: Readonly<Record<DType, AnyElements>> = {
  float32: Float32Array.of(1.5, -0, Number.NaN, Number.POSITIVE_INFINITY, 1e-45, 3.4e38),
  float64: Float64Array.of(Math.PI, -0, Number.NaN, Number.NEGATIVE_INFINITY, 5e-324, 1e308),
  int32: Int32Array.of(0, -1, 2 ** 31 - 1, -(2 ** 31)),
  int64: BigInt64Array.of(0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)),
  uint32: Uint32Array.of(0, 1, 2 ** 32 - 1, 2 ** 31),
  bool: Uint8Array.of(0, 1, 1, 0),
};

const needsOf: Partial<Record<DType, readonly Need[]>> = {
  float64: ["float64"],
  int64: ["integers"],
  bool: ["integers"],
};

export const valueCases = (runOnce: RunOnce): ConformanceCase[] => [
  ...Object.entries(samples).map(
    ([dtype, elements]): ConformanceCase => ({
      name: `takes in and gives out ${dtype}`,
      needs: needsOf[dtype as DType] ?? [],
      run: async () => {
        const x = feed(dtype as DType, elements);
        const [y] = await runOnce(unary("Identity", x.dtype, x.shape), { x });
        checkSameBits(y!, elements);
        check(y!.buffer !== elements.buffer, "results are in memory of their own");
      },
    }),
  ),
  {
    name: "a scalar has no axes and one element",
    run: async () =>
      checkSameBits((await runOnce(unary("Neg", "float32", []), { x: floats([2], []) }))[0]!, Float32Array.of(-2)),
  },
  {
    name: "tensors of size zero go in and come out",
    run: async () => {
      const [y] = await runOnce(unary("Neg", "float32", [2, 0, 3]), { x: floats([], [2, 0, 3]) });
      checkSameBits(y!, new Float32Array(0));
    },
  },
  {
    name: "uint32 wraps, int64 keeps 64 bits",
    needs: ["integers"],
    run: async () => {
      const add = (dtype: DType) =>
        model({
          inputs: [value("x", dtype, [1])],
          outputs: [value("y", dtype, [1])],
          nodes: [node("Add", ["x", "x"], ["y"])],
        });
      const [wrapped] = await runOnce(add("uint32"), { x: feed("uint32", Uint32Array.of(2 ** 31 + 5)) });
      checkSameBits(wrapped!, Uint32Array.of(10));
      const [wide] = await runOnce(add("int64"), { x: feed("int64", BigInt64Array.of(2n ** 60n + 1n)) });
      checkSameBits(wide!, BigInt64Array.of(2n ** 61n + 2n));
    },
  },
  {
    name: "a million numbers",
    run: async () => {
      const x = noise(1 << 20);
      const [y] = await runOnce(unary("Neg", "float32", [1 << 20]), { x: feed("float32", x) });
      checkSameBits(
        y!,
        x.map((number) => -number),
      );
    },
  },
  {
    name: "names may hold any character",
    run: async () => {
      const [input, output] = ["größe/x:0 .", "✓"];
      const bytes = model({
        inputs: [value(input, "float32", [1])],
        outputs: [value(output, "float32", [1])],
        nodes: [node("Neg", [input], [output])],
      });
      checkSameBits((await runOnce(bytes, { [input]: floats([1]) }, [output]))[0]!, Float32Array.of(-1));
    },
  },
  {
    name: "outputs come in the order they are asked for, and only those",
    run: async () => {
      const bytes = model({
        inputs: [value("x", "float32", [1])],
        outputs: ["a", "b", "c"].map((name) => value(name, "float32", [1])),
        nodes: [node("Neg", ["x"], ["a"]), node("Exp", ["x"], ["b"]), node("Abs", ["a"], ["c"])],
      });
      const results = await runOnce(bytes, { x: floats([3]) }, ["c", "a"]);
      check(results.length === 2, `two outputs were asked for, got ${results.length}`);
      checkSameBits(results[0]!, Float32Array.of(3));
      checkSameBits(results[1]!, Float32Array.of(-3));
    },
  },
];
