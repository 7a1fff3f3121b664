import { TensorError } from "@kaviar/tensor";
import { encodeOnnx, type OnnxArray, openSession } from "@kaviar/tensor/onnx";
import { onnxRuntime } from "@kaviar/tensor/runtimes/onnxruntime";
import type { Session } from "@kaviar/tensor/runtimes/runtime";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { feeds, runTrees, treesFile, wanted } from "./trees.ts";

/** One row of twenty columns, half of them texts, each as it is. */
const columns = Array.from({ length: 20 }, (_, i) => (i < 10 ? "float64" : "string") as "float64" | "string");
const wide = (): Uint8Array => {
  const value = (name: string, i: number) => ({ name: `${name}${i}`, dtype: columns[i]!, shape: ["rows", 1] });
  const places = columns.map((_, i) => i);
  return encodeOnnx({
    graph: {
      name: "wide",
      inputs: places.map((i) => value("x", i)),
      outputs: [value("y", 0), value("y", 19)],
      nodes: [0, 19].map((i) => ({
        op: "Identity",
        name: `n${i}`,
        inputs: [`x${i}`],
        outputs: [`y${i}`],
        attributes: {},
      })),
      initializers: [],
    },
    opsets: { "": 21 },
    metadata: {},
  });
};

describe("openSession", () => {
  it("says what a file takes and gives", async () => {
    const session = await openSession(treesFile());
    expect(session.inputs).toEqual([
      { name: "age", dtype: "float64", shape: ["rows", 1] },
      { name: "plan", dtype: "string", shape: ["rows", 1] },
    ]);
    expect(session.outputs.map(({ name, dtype }) => [name, dtype])).toEqual([
      ["label", "string"],
      ["sum", "float64"],
    ]);
    expect(session.metadata).toEqual({ columns: '["age","plan"]' });
    await session.release();
  });

  it("runs trees in double precision, with missing values and sets, on texts", async () => {
    expect(await runTrees()).toEqual(wanted);
  });

  it("does so on WebAssembly", async () => {
    const web = onnxRuntime("cpu", { library: () => import("onnxruntime-web/wasm") });
    const session = (await web.load(treesFile(), { threads: 1 })) as Session<OnnxArray>;
    const [sum, label] = await session.run(feeds(), ["sum", "label"]);
    expect({ sum: Array.from(sum!.elements as Float64Array), label: label!.elements }).toEqual(wanted);
    await session.release();
  });

  it("runs any number of rows, none too, the same on two threads", async () => {
    for (const threads of [1, 2]) {
      const session = await openSession(treesFile(), { threads });
      for (const places of [[4], [], [1, 2]]) {
        const { sum, label } = await session.run(feeds(places));
        expect(sum).toEqual({
          dtype: "float64",
          shape: [places.length, 1],
          elements: Float64Array.from(places, (i) => wanted.sum[i]!),
        });
        expect(label!.elements).toEqual(places.map((i) => wanted.label[i]));
      }
      await session.release();
    }
  });

  it("takes inputs of any name, and bytes, whole numbers and truth values", async () => {
    const values = [
      { name: "__proto__", dtype: "uint8", shape: ["n"] },
      { name: "constructor", dtype: "int64", shape: ["n"] },
      { name: "plain", dtype: "bool", shape: ["n"] },
    ] as const;
    const session = await openSession(
      encodeOnnx({
        graph: {
          name: "names",
          inputs: [...values],
          outputs: values.map(({ dtype, shape }, i) => ({ name: `y${i}`, dtype, shape })),
          nodes: values.map(({ name }, i) => ({
            op: "Identity",
            name: `n${i}`,
            inputs: [name],
            outputs: [`y${i}`],
            attributes: {},
          })),
          initializers: [],
        },
        opsets: { "": 21 },
        metadata: {},
      }),
    );
    const given: readonly OnnxArray[] = [
      { dtype: "uint8", shape: [2], elements: Uint8Array.of(0, 255) },
      { dtype: "int64", shape: [1], elements: BigInt64Array.of(2n ** 62n) },
      { dtype: "bool", shape: [0], elements: new Uint8Array(0) },
    ];
    const results = await session.run(Object.fromEntries(values.map(({ name }, i) => [name, given[i]!])));
    expect(results).toEqual({ y0: given[0], y1: given[1], y2: given[2] });
    await session.release();
  });

  it("says which feed is wrong", async () => {
    const session = await openSession(treesFile());
    const message = (changes: Readonly<Record<string, OnnxArray>>, { leave = "" } = {}) => {
      const given = Object.fromEntries(
        Object.entries({ ...feeds([0]), ...changes }).filter(([name]) => name !== leave),
      );
      return session.run(given).then(
        () => "",
        (error: unknown) => (error instanceof TensorError ? error.message : `not ours: ${error}`),
      );
    };
    const { age, plan } = feeds([0]) as { age: OnnxArray; plan: OnnxArray };
    expect(await message({}, { leave: "plan" })).toBe(
      'The model\'s input "plan" is string [rows, 1]: got none.\n' +
        'It has "age" float64 [rows, 1], "plan" string [rows, 1].',
    );
    expect(await message({ extra: age })).toMatch(/^The model has no input "extra"\./);
    expect(await message({ age: plan })).toMatch(/^The model's input "age" is float64 \[rows, 1\]: got string\./);
    expect(await message({ plan: { dtype: "string", shape: [1], elements: ["a"] } })).toMatch(/got shape \[1\]\./);
    expect(await message({ plan: { dtype: "string", shape: [1, 2], elements: ["a", "b"] } })).toMatch(/shape \[1, 2\]/);
    expect(await message({ plan: { dtype: "string", shape: [2, 1], elements: ["a"] } })).toMatch(
      /got 1 elements for the shape \[2, 1\]\./,
    );
    expect(await message({ plan: { dtype: "string", shape: [2, 1], elements: ["a", "b"] } })).toMatch(
      /^The model failed in the runtime: .*Concat/,
    );
    expect(await message({ plan: { dtype: "string", shape: [1, 1], elements: ["a\0b"] } })).toBe(
      'A text of a session has no NUL character: element 0 of "plan" is "a\\u0000b".\n' +
        "ONNX Runtime would read it up to there: replace it.",
    );
    expect(await message({})).toBe("");
    await session.release();
    expect(await message({})).toMatch(/^The model failed in the runtime: /);
  });

  it("says what is wrong with the file", async () => {
    await expect(openSession(treesFile().slice(0, 100))).rejects.toThrow(/break off, at 100 of at least/);
    const unknown = encodeOnnx({
      graph: {
        name: "g",
        inputs: [{ name: "x", dtype: "string", shape: [1] }],
        outputs: [{ name: "y", dtype: "string", shape: [1] }],
        nodes: [{ op: "Shout", domain: "ai.onnx.ml", name: "n", inputs: ["x"], outputs: ["y"], attributes: {} }],
        initializers: [],
      },
      opsets: { "": 21, "ai.onnx.ml": 5 },
      metadata: {},
    });
    await expect(openSession(unknown)).rejects.toThrow(/^The model failed in the runtime: .*Shout/);
    await expect(openSession(treesFile(), { threads: 0 })).rejects.toThrow("`threads` of openSession must be");
  });

  it("runs a row of twenty columns at the cost of the runtime's own run", { retry: 3 }, async () => {
    const bytes = wide();
    const session = await openSession(bytes);
    const bare = await ort.InferenceSession.create(bytes, { intraOpNumThreads: 1, interOpNumThreads: 1 });
    const numbers = Float64Array.of(1);
    const own = () =>
      session.run(
        Object.fromEntries(
          columns.map((dtype, i): [string, OnnxArray] => [
            `x${i}`,
            dtype === "string"
              ? { dtype, shape: [1, 1], elements: ["basic"] }
              : { dtype, shape: [1, 1], elements: numbers },
          ]),
        ),
      );
    const other = () =>
      bare.run(
        Object.fromEntries(
          columns.map((dtype, i) => [
            `x${i}`,
            dtype === "string" ? new ort.Tensor(["basic"], [1, 1]) : new ort.Tensor("float64", numbers, [1, 1]),
          ]),
        ),
      );
    // The best of many short rounds, turn by turn: other processes take their share of most.
    let [ours, theirs] = [Infinity, Infinity];
    const microseconds = async (run: () => Promise<unknown>): Promise<number> => {
      const start = performance.now();
      for (let i = 0; i < 40; i++) await run();
      return ((performance.now() - start) * 1000) / 40;
    };
    for (let round = 0; round < 100; round++) {
      ours = Math.min(ours, await microseconds(own));
      theirs = Math.min(theirs, await microseconds(other));
    }
    expect(ours - theirs, `${ours.toFixed(1)} µs against ${theirs.toFixed(1)} µs`).toBeLessThan(20);
    await session.release();
  });
});
