import { type ConformanceCase, checkSameBits } from "./check.ts";
import { count, feed, floats, int64, loopNode, model, node, value } from "./models.ts";
import type { RunOnce } from "./running.ts";

export const loopCases = (runOnce: RunOnce): ConformanceCase[] => {
  // s ← 2s, with the states before each step stacked
  const doubling = model({
    inputs: [value("count", "int64", []), value("s.start", "float32", [2])],
    outputs: [value("s.out", "float32", [2]), { name: "row.out", dtype: "float32", shape: ["steps", 2] }],
    nodes: [
      loopNode(
        [value("s", "float32", [2])],
        [value("row", "float32", [2])],
        [node("Add", ["s", "s"], ["s.next"]), node("Identity", ["s"], ["row"])],
      ),
    ],
  });
  const run = (steps: number) =>
    runOnce(doubling, { count: count(steps), "s.start": floats([1, -3]) }, ["s.out", "row.out"]);
  return [
    {
      name: "a loop carries its state and stacks rows",
      needs: ["loop"],
      run: async () => {
        const [state, rows] = await run(3);
        checkSameBits(state!, Float32Array.of(8, -24), "the state");
        checkSameBits(rows!, Float32Array.of(1, -3, 2, -6, 4, -12), "the rows");
      },
    },
    {
      name: "a loop of no steps gives its first state and no rows",
      needs: ["loop"],
      run: async () => {
        const [state, rows] = await run(0);
        checkSameBits(state!, Float32Array.of(1, -3), "the state");
        checkSameBits(rows!, new Float32Array(0), "the rows");
      },
    },
    {
      name: "a loop inside a loop, which reads what is outside of both",
      needs: ["loop"],
      run: async () => {
        // Σ over 3 outer and 4 inner steps of x = 12 x
        const inner = loopNode([value("t", "float32", [])], [], [node("Add", ["t", "x"], ["t.next"])], {
          count: "four",
          prefix: "inner.",
        });
        const outer = loopNode(
          [value("s", "float32", [])],
          [],
          [node("Identity", ["s"], ["t.start"]), inner, node("Identity", ["t.out"], ["s.next"])],
        );
        const bytes = model({
          inputs: [value("count", "int64", []), value("x", "float32", [])],
          outputs: [value("y", "float32", [])],
          nodes: [node("Sub", ["x", "x"], ["s.start"]), outer, node("Identity", ["s.out"], ["y"])],
          initializers: [int64("four", [4], [])],
        });
        const [y] = await runOnce(bytes, { count: count(3), x: floats([1.5], []) });
        checkSameBits(y!, Float32Array.of(18));
      },
    },
    {
      name: "a branch runs only when it is taken",
      run: async () => {
        const branch = (name: string, op: string) => ({
          graph: {
            name,
            inputs: [],
            outputs: [value(`${name}.y`, "float32", [1])],
            nodes: [node(op, ["x"], [`${name}.y`])],
            initializers: [],
          },
        });
        const bytes = model({
          inputs: [value("which", "bool", []), value("x", "float32", [1])],
          outputs: [value("y", "float32", [1])],
          nodes: [
            node("If", ["which"], ["y"], { then_branch: branch("yes", "Neg"), else_branch: branch("no", "Abs") }),
          ],
        });
        for (const [which, wanted] of [
          [1, 2],
          [0, 2],
        ] as const) {
          const [y] = await runOnce(bytes, { which: feed("bool", Uint8Array.of(which), []), x: floats([-2]) });
          checkSameBits(y!, Float32Array.of(wanted));
        }
        const [y] = await runOnce(bytes, { which: feed("bool", Uint8Array.of(1), []), x: floats([3]) });
        checkSameBits(y!, Float32Array.of(-3));
      },
    },
  ];
};
