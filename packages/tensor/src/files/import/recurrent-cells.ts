import type { Tensor } from "../../core/tensor.ts";
import { full } from "../../primitives/constant.ts";
import { iota } from "../../primitives/iota.ts";
import { scan } from "../../transformations/control.ts";
import type { GateFunction } from "./recurrent-functions.ts";
import { joined, type Layer, type Run } from "./recurrent-layer.ts";

type Activation = GateFunction["of"];

/** Walks along sequences. Steps behind the end of one leave its state as it is, and put out 0. */
const walk = (
  { x, weights, lengths, reverse }: Layer,
  bias: Tensor | undefined,
  start: readonly (Tensor | undefined)[],
  next: (row: Tensor, state: readonly Tensor[]) => readonly Tensor[],
): readonly Tensor[] => {
  const projected = x.transpose([1, 0, 2]).matmul(weights.input);
  const rows = bias ? projected.add(bias) : projected;
  const [steps, sequences] = rows.shape as [number, number];
  const goesOn =
    lengths &&
    iota(steps)
      .reshape([steps, 1, 1])
      .less(lengths.reshape([1, sequences, 1]));
  const zeros = full([sequences, weights.recurrent.shape[0]!], 0, x.dtype) as Tensor;
  const [last, outputs] = scan(
    (state: readonly Tensor[], [row, here]: readonly [Tensor, Tensor<"bool">?]) => {
      const made = next(row, state);
      if (!here) return [made, made[0]!];
      return [made.map((each, i) => here.where(each, state[i]!)), here.where(made[0]!, 0 as never) as Tensor];
    },
    start.map((each) => each ?? zeros) as readonly Tensor[],
    (goesOn ? [rows, goesOn] : [rows]) as readonly [Tensor, Tensor<"bool">?],
    { reverse },
  );
  return [outputs.transpose([1, 0, 2]), ...last];
};

/** The gates i, f, g, o; where the gates of input and forgetting are one, f = 1 − i. (Gers and Schmidhuber 2000) */
export const lstmCell: Run = (layer, functions, call) => {
  const [f, g, h] = functions.map(({ of }) => of) as [Activation, Activation, Activation];
  const coupled = call.flag("input_forget", false);
  const [seenByInput, seenByOutput, seenByForget] = layer.peepholes?.split(3, 0) ?? [];
  const seeing = (sum: Tensor, weights: Tensor | undefined, cell: Tensor) =>
    f(weights ? sum.add(weights.mul(cell)) : sum);
  return walk(layer, layer.biases && joined(layer.biases), [layer.h, layer.c], (row, state) => {
    const [output, cell] = state as [Tensor, Tensor];
    const gates = row.add(output.matmul(layer.weights.recurrent)).split(4, 1) as [Tensor, Tensor, Tensor, Tensor];
    const taken = seeing(gates[0], seenByInput, cell);
    const kept = coupled ? taken.neg().add(1) : seeing(gates[1], seenByForget, cell);
    const next = kept.mul(cell).add(taken.mul(g(gates[2])));
    return [seeing(gates[3], seenByOutput, next).mul(h(next)), next];
  });
};

/** The gates z, r, n: the reset before or after the product with the state. (Cho et al. 2014) */
export const gruCell: Run = (layer, functions, call) => {
  const [f, g] = functions.map(({ of }) => of) as [Activation, Activation];
  const after = call.flag("linear_before_reset", false);
  const units = layer.weights.recurrent.shape[0]!;
  const [toGates, toNew] = layer.weights.recurrent.split([2 * units, units], 1) as [Tensor, Tensor];
  const [ofGates, ofNew] = (layer.biases?.[1].split([2 * units, units], 0) ?? []) as Tensor[];
  const add = (x: Tensor, bias: Tensor | undefined) => (bias ? x.add(bias) : x);
  return walk(layer, layer.biases?.[0], [layer.h], (row, [state]) => {
    const [gates, fresh] = row.split([2 * units, units], 1) as [Tensor, Tensor];
    const [z, r] = f(add(gates.add(state!.matmul(toGates)), ofGates)).split(2, 1) as [Tensor, Tensor];
    const remembered = after ? r.mul(add(state!.matmul(toNew), ofNew)) : add(r.mul(state!).matmul(toNew), ofNew);
    const n = g(fresh.add(remembered));
    return [n.add(z.mul(state!.sub(n)))];
  });
};

export const rnnCell: Run = (layer, [f]) =>
  walk(layer, layer.biases && joined(layer.biases), [layer.h], (row, [state]) => [
    f!.of(row.add(state!.matmul(layer.weights.recurrent))),
  ]);
