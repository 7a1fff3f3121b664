import type { Runtime } from "../runtimes/runtime.ts";
import { type ConformanceCase, check, checkSameBits, failureOf } from "./check.ts";
import { feed, floats, model, node, unary, value } from "./models.ts";
import type { Using } from "./running.ts";

export const lifeCases = (runtime: Runtime, threads: number, using: Using): ConformanceCase[] => {
  const neg = unary("Neg", "float32", [2]);
  return [
    {
      name: "results stay as they are while the session goes on, and feeds too",
      run: () =>
        using(neg, async (session) => {
          const x = floats([1, 2]);
          const [first] = await session.run({ x }, ["y"]);
          const [second] = await session.run({ x: floats([5, 6]) }, ["y"]);
          checkSameBits(first!.elements, Float32Array.of(-1, -2), "the first result");
          checkSameBits(second!.elements, Float32Array.of(-5, -6), "the second result");
          checkSameBits(x.elements, Float32Array.of(1, 2), "what was fed");
        }),
    },
    {
      name: "results say their dtype and shape, also where the file leaves a length open",
      run: () =>
        using(
          model({
            inputs: [{ name: "x", dtype: "float32", shape: ["n", 2] }],
            outputs: [{ name: "y", dtype: "float32", shape: [2, "n"] }],
            nodes: [node("Transpose", ["x"], ["y"])],
          }),
          async (session) => {
            const [y] = await session.run({ x: floats([1, 2, 3, 4, 5, 6], [3, 2]) }, ["y"]);
            check(y!.dtype === "float32", `the dtype must be float32, got ${y!.dtype}`);
            check(y!.shape.join() === "2,3", `the shape must be [2, 3], got [${y!.shape.join(", ")}]`);
          },
        ),
    },
    {
      name: "runs may overlap, in one session and in two",
      run: () =>
        using(neg, (one) =>
          using(unary("Abs", "float32", [2]), async (two) => {
            const x = floats([-3, 4]);
            const results = await Promise.all([one.run({ x }, ["y"]), two.run({ x }, ["y"]), one.run({ x }, ["y"])]);
            const wanted = [Float32Array.of(3, -4), Float32Array.of(3, 4), Float32Array.of(3, -4)];
            results.forEach(([y], i) => checkSameBits(y!.elements, wanted[i]!, `run ${i}`));
          }),
        ),
    },
    {
      name: "loads may overlap",
      run: async () => {
        const sessions = await Promise.all([neg, neg, neg].map((bytes) => runtime.load(bytes, { threads })));
        const results = await Promise.all(sessions.map((session) => session.run({ x: floats([1, 2]) }, ["y"])));
        for (const [y] of results) checkSameBits(y!.elements, Float32Array.of(-1, -2));
        await Promise.all(sessions.map((session) => session.release()));
      },
    },
    {
      name: "a released session is over; the same file loads again",
      run: async () => {
        const session = await runtime.load(neg, { threads });
        await session.release();
        await failureOf(session.run({ x: floats([1, 2]) }, ["y"]), "a run after release must fail");
        await using(neg, async (again) =>
          checkSameBits((await again.run({ x: floats([1, 2]) }, ["y"]))[0]!.elements, Float32Array.of(-1, -2)),
        );
      },
    },
    {
      name: "what is no ONNX file is an error, and nothing else breaks",
      run: async () => {
        const broken = [
          new Uint8Array(0),
          Uint8Array.from({ length: 64 }, (_, i) => i),
          unary("NoSuchOperator", "float32", [1]),
        ];
        for (const bytes of broken) await failureOf(runtime.load(bytes, { threads }), "a broken file must not load");
        const misfit = model({
          inputs: [value("a", "float32", [2, 3]), value("b", "float32", [2, 3])],
          outputs: [value("y", "float32", [2, 3])],
          nodes: [node("MatMul", ["a", "b"], ["y"])],
        });
        await failureOf(runtime.load(misfit, { threads }), "shapes that cannot be must not load");
        await using(neg, async (session) => void (await session.run({ x: floats([1, 2]) }, ["y"])));
      },
    },
    {
      name: "a wrong feed is an error, and the session goes on",
      run: () =>
        using(neg, async (session) => {
          await failureOf(session.run({}, ["y"]), "a feed that is missing must be an error");
          await failureOf(session.run({ x: floats([1]) }, ["y"]), "a feed of another shape must be an error");
          await failureOf(
            session.run({ x: feed("int32", Int32Array.of(1, 2)) }, ["y"]),
            "a feed of another dtype must be an error",
          );
          await failureOf(session.run({ x: floats([1, 2]) }, ["z"]), "an output that is not there must be an error");
          checkSameBits((await session.run({ x: floats([1, 2]) }, ["y"]))[0]!.elements, Float32Array.of(-1, -2));
        }),
    },
    {
      name: "a failing operator is an error that names its node, and the session goes on",
      needs: ["bounds"],
      run: () =>
        using(
          model({
            inputs: [value("x", "float32", [3]), value("at", "int32", [1])],
            outputs: [value("y", "float32", [1])],
            nodes: [node("Gather", ["x", "at"], ["y"], { axis: 0 })],
          }),
          async (session) => {
            const run = (at: number) =>
              session.run({ x: floats([7, 8, 9]), at: feed("int32", Int32Array.of(at)) }, ["y"]);
            const { message } = await failureOf(run(3), "an index outside must be an error");
            check(message.includes("Gather/y"), `the error must name the node, got ${message}`);
            checkSameBits((await run(2))[0]!.elements, Float32Array.of(9));
          },
        ),
    },
  ];
};
