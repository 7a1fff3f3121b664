import { scan, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import type { AnyTensor } from "../../../src/core/tensor.ts";
import { nodesBehind } from "../../../src/core/walk.ts";
import { isLoop, type LoopNode } from "../../../src/graph/control-nodes.ts";
import { steady } from "../../../src/graph/passes/steady.ts";
import { evaluate } from "../../../src/reference/evaluate.ts";

const loopsOf = (outputs: readonly AnyTensor[]) => nodesBehind(outputs).filter(isLoop) as LoopNode[];

describe("states that no step changes", () => {
  const rows = tensor([1, 2, 3]);
  const [end, seen] = scan(
    ({ w, rate }: { w: Tensor; rate: Tensor }, x: Tensor): [{ w: Tensor; rate: Tensor }, Tensor] => [
      { w: w.sub(x.mul(rate)), rate },
      w.add(rate),
    ],
    { w: tensor(10), rate: tensor(0.5) },
    rows,
  );
  const outputs = [end.w, end.rate, seen];

  it("are read from outside of the loop, with the same results", () => {
    const [before] = loopsOf(outputs);
    const after = steady(outputs, []);
    expect(before!.params.carried).toBe(2);
    expect(loopsOf(after).map(({ params }) => params.carried)).toEqual([1]);
    const values = (tensors: readonly AnyTensor[]) => evaluate(tensors, new Map()).map(({ data }) => Array.from(data));
    expect(values(after)).toEqual([[7], [0.5], [10.5, 10, 9]]);
  });

  it("leave a loop alone in which all states change", () => {
    const [sum] = scan((s: Tensor, x: Tensor): [Tensor, undefined] => [s.add(x), undefined], tensor(0), rows);
    const [after] = steady([sum], []);
    expect(loopsOf([after!]).map(({ params }) => params.carried)).toEqual([1]);
  });
});
