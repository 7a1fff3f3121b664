import type { Tensor } from "../../core/tensor.ts";
import { gru } from "../../operations/recurrent/gru.ts";
import { lstm } from "../../operations/recurrent/lstm.ts";
import { rnn } from "../../operations/recurrent/rnn.ts";
import { concat } from "../../operations/shaping.ts";
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

/** Runs a layer: its outputs [N, T, H], then its last states. */
type Run = (layer: Layer) => readonly Tensor[];

const joined = ([a, b]: readonly [Tensor, Tensor]): Tensor => a.add(b);

/** `order`: where the gates are that we have first, second, … */
const recurrent =
  (order: readonly number[], run: Run): Translation =>
  (call) => {
    checkPlain(call);
    const [x, w, r, b, , h, c] = call.inputs as readonly (Tensor | undefined)[];
    const direction = call.text("direction", "forward");
    const walks = direction === "bidirectional" ? [false, true] : [direction === "reverse"];
    const gates = (rows: Tensor): Tensor => {
      const parts = rows.split(order.length, 0);
      return concat(order.map((place) => parts[place]!));
    };
    const columns = (all: Tensor, i: number): Tensor => gates(all.slice(i)).transpose();
    const results = walks.map((reverse, i) =>
      run({
        x: x!.transpose([1, 0, 2]),
        weights: { input: columns(w!, i), recurrent: columns(r!, i) },
        biases: b && (b.slice(i).split(2).map(gates) as [Tensor, Tensor]),
        h: h?.slice(i),
        c: c?.slice(i),
        reverse,
      }),
    );
    const stack = (place: number, axis: number): Tensor =>
      concat(
        results.map((list) => list[place]!.expandDims(axis)),
        axis,
      );
    // [N, D, T, H] to [T, D, N, H]
    const outputs = stack(0, 1).transpose([2, 1, 0, 3]);
    return [outputs, ...range(results[0]!.length - 1).map((i) => stack(i + 1, 0))];
  };

/** What the operators can do besides: lengths of their own for sequences, peepholes, other functions in the gates. */
const checkPlain = (call: Call): void => {
  if (call.inputs[4]) throw call.refuse("its sequences have lengths of their own (sequence_lens)");
  if (call.inputs[7]) throw call.refuse("it has peepholes (P)");
  const odd = ["activations", "clip", "input_forget", "layout"].find((name) => call.attribute(name));
  if (odd) throw call.refuse(`its attribute "${odd}" is not known`);
};

export const recurrents = {
  GRU: (call) => {
    if (call.integer("linear_before_reset", 0) === 0) {
      throw call.refuse("it resets the state before the product (linear_before_reset = 0)");
    }
    return recurrent([0, 1, 2], ({ x, weights, biases, h, reverse }) => {
      const { outputs, state } = gru(
        x,
        { ...weights, bias: biases?.[0], recurrentBias: biases?.[1] },
        { state: h, reverse },
      );
      return [outputs, state];
    })(call);
  },
  LSTM: recurrent([0, 2, 3, 1], ({ x, weights, biases, h, c, reverse }) => {
    const start = h && c ? { h, c } : undefined;
    const { outputs, state } = lstm(x, { ...weights, bias: biases && joined(biases) }, { state: start, reverse });
    return [outputs, state.h, state.c];
  }),
  RNN: recurrent([0], ({ x, weights, biases, h, reverse }) => {
    const { outputs, state } = rnn(x, { ...weights, bias: biases && joined(biases) }, { state: h, reverse });
    return [outputs, state];
  }),
} satisfies Readonly<Record<string, Translation>>;
