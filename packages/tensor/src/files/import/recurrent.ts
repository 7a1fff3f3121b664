import type { Tensor } from "../../core/tensor.ts";
import { gru } from "../../operations/recurrent/gru.ts";
import { lstm } from "../../operations/recurrent/lstm.ts";
import { rnn } from "../../operations/recurrent/rnn.ts";
import { concat } from "../../operations/shaping.ts";
import { full } from "../../primitives/constant.ts";
import { scan } from "../../transformations/control.ts";
import { range } from "../../values/shape.ts";
import type { Call, Translation } from "./call.ts";

/** One direction of a recurrent operator, in our layout: sequences first, gates in columns. */
interface Layer {
  readonly x: Tensor;
  readonly weights: { readonly input: Tensor; readonly recurrent: Tensor };
  /** That of the product with the input, that of the product with the state. */
  readonly biases: readonly [Tensor, Tensor] | undefined;
  readonly h: Tensor | undefined;
  readonly c: Tensor | undefined;
  readonly reverse: boolean;
}

/** Runs a layer with the functions of its gates: its outputs [N, T, H], then its last states. */
type Run = (layer: Layer, functions: readonly string[]) => readonly Tensor[];

const joined = ([a, b]: readonly [Tensor, Tensor]): Tensor => a.add(b);

/** Peepholes, lengths of their own for sequences, limits and other functions in the gates are refused: nobody reads them. */
const functionsOf = (call: Call, known: readonly (readonly string[])[]): readonly string[] => {
  const both = call.text("direction", "forward") === "bidirectional" ? 2 : 1;
  const given = call.attribute("activations") as readonly string[] | undefined;
  if (!given) return known[0]!;
  const found = known.find(
    (names) =>
      range(both)
        .flatMap(() => names)
        .join() === given.join(),
  );
  if (found) return found;
  throw call.refuse(
    `its activations are ${given.join(", ")}; known are ${known.map((names) => names.join(", ")).join(" or ")}`,
  );
};

/** `order`: where the gates are that we have first, second, … */
const recurrent =
  (order: readonly number[], run: Run, functions: readonly (readonly string[])[]): Translation =>
  (call) => {
    const names = functionsOf(call, functions);
    call.ignore("hidden_size");
    const [x, w, r] = [call.input(0), call.input(1), call.input(2)] as [Tensor, Tensor, Tensor];
    const [b, h, c] = [call.optional(3), call.optional(5), order.length === 4 ? call.optional(6) : undefined] as (
      | Tensor
      | undefined
    )[];
    if (call.integer("input_forget", 0) === 1)
      throw call.refuse("its gates of input and forgetting are one (input_forget)");
    const rowsFirst = call.integer("layout", 0) === 1;
    const direction = call.text("direction", "forward");
    const walks = direction === "bidirectional" ? [false, true] : [direction === "reverse"];
    const gates = (rows: Tensor): Tensor => {
      const parts = rows.split(order.length, 0);
      return concat(order.map((place) => parts[place]!));
    };
    const columns = (all: Tensor, i: number): Tensor => gates(all.slice(i)).transpose();
    const start = (state: Tensor | undefined, i: number) => (rowsFirst ? state?.slice(null, i) : state?.slice(i));
    const results = walks.map((reverse, i) =>
      run(
        {
          x: rowsFirst ? x : x.transpose([1, 0, 2]),
          weights: { input: columns(w, i), recurrent: columns(r, i) },
          biases: b && (b.slice(i).split(2).map(gates) as [Tensor, Tensor]),
          h: start(h, i),
          c: start(c, i),
          reverse,
        },
        names,
      ),
    );
    const stack = (place: number, axis: number): Tensor =>
      concat(
        results.map((list) => list[place]!.expandDims(axis)),
        axis,
      );
    // From [N, D, T, H]
    const outputs = stack(0, 1).transpose(rowsFirst ? [0, 2, 1, 3] : [2, 1, 0, 3]);
    return [outputs, ...range(results[0]!.length - 1).map((i) => stack(i + 1, rowsFirst ? 1 : 0))];
  };

/** h ← (1 − z) n + z h, n = tanh(xWₙ + bₙ + (r h)Rₙ + b′ₙ): the reset before the product, as Cho et al. 2014 have it. */
const resetBefore: Run = ({ x, weights, biases, h, reverse }) => {
  const units = weights.recurrent.shape[0]!;
  const [toGates, toNew] = weights.recurrent.split([2 * units, units], 1) as [Tensor, Tensor];
  const projected = x.transpose([1, 0, 2]).matmul(weights.input);
  const step = (state: Tensor, row: Tensor): [Tensor, Tensor] => {
    const [gates, fresh] = row.split([2 * units, units], 1) as [Tensor, Tensor];
    const [z, r] = gates.add(state.matmul(toGates)).sigmoid().split(2, 1) as [Tensor, Tensor];
    const n = fresh.add(r.mul(state).matmul(toNew)).tanh();
    const next = n.add(z.mul(state.sub(n)));
    return [next, next];
  };
  const begin = h ?? (full([x.shape[0]!, units], 0, x.dtype) as Tensor);
  const [last, walked] = scan(step, begin, biases ? projected.add(joined(biases)) : projected, { reverse });
  return [walked.transpose([1, 0, 2]), last];
};

const zerosLike = ({ shape, dtype }: Tensor): Tensor => full(shape, 0, dtype) as Tensor;

const gates = ["Sigmoid", "Tanh"] as const;

export const recurrents = {
  GRU: (call) => {
    const after: Run = ({ x, weights, biases, h, reverse }) => {
      const { outputs, state } = gru(
        x,
        { ...weights, bias: biases?.[0], recurrentBias: biases?.[1] },
        { state: h, reverse },
      );
      return [outputs, state];
    };
    const run = call.integer("linear_before_reset", 0) === 0 ? resetBefore : after;
    return recurrent([0, 1, 2], run, [gates])(call);
  },
  LSTM: recurrent(
    [0, 2, 3, 1],
    ({ x, weights, biases, h, c, reverse }) => {
      const given = h ?? c;
      const start = given && { h: h ?? zerosLike(given), c: c ?? zerosLike(given) };
      const { outputs, state } = lstm(x, { ...weights, bias: biases && joined(biases) }, { state: start, reverse });
      return [outputs, state.h, state.c];
    },
    [[...gates, "Tanh"]],
  ),
  RNN: recurrent(
    [0],
    ({ x, weights, biases, h, reverse }, [name]) => {
      const activation = name === "Relu" ? "relu" : "tanh";
      const bias = biases && joined(biases);
      const { outputs, state } = rnn(x, { ...weights, bias }, { state: h, reverse, activation });
      return [outputs, state];
    },
    [["Tanh"], ["Relu"]],
  ),
} satisfies Readonly<Record<string, Translation>>;
