import type { Tensor } from "../../core/tensor.ts";
import { gru } from "../../operations/recurrent/gru.ts";
import { lstm } from "../../operations/recurrent/lstm.ts";
import { rnn } from "../../operations/recurrent/rnn.ts";
import { concat } from "../../operations/shaping.ts";
import { full } from "../../primitives/constant.ts";
import { range } from "../../values/shape.ts";
import type { Translation } from "./call.ts";
import { gruCell, lstmCell, rnnCell } from "./recurrent-cells.ts";
import { functionsOf, limitOf } from "./recurrent-functions.ts";
import { joined, type Layer, type Run } from "./recurrent-layer.ts";

/** An operator: how a layer is run in general, and with its usual functions. */
interface Kind {
  /** Where the gates are that we have first, second, … */
  readonly order: readonly number[];
  /** The functions that `usual` knows; the first are those of a file that names none. */
  readonly functions: readonly (readonly string[])[];
  readonly usual: Run;
  readonly general: Run;
}

const recurrent =
  (kind: Kind): Translation =>
  (call) => {
    const { order, usual, general } = kind;
    const isLstm = order.length === 4;
    call.ignore("hidden_size");
    const [x, w, r] = [call.input(0), call.input(1), call.input(2)] as [Tensor, Tensor, Tensor];
    const [b, h, c, p] = [3, 5, ...(isLstm ? [6, 7] : [])].map(call.optional) as (Tensor | undefined)[];
    const lengths = call.optional(4)?.cast("int32");
    const rowsFirst = call.flag("layout", false);
    const direction = call.text("direction", "forward");
    if (!["forward", "reverse", "bidirectional"].includes(direction)) {
      throw call.refuse(`its direction is "${direction}"; known are forward, reverse, bidirectional`);
    }
    const walks = direction === "bidirectional" ? [false, true] : [direction === "reverse"];
    const functions = functionsOf(call, kind.functions[0]!, walks.length);
    const gates = (rows: Tensor): Tensor => {
      const parts = rows.split(order.length, 0);
      return concat(order.map((place) => parts[place]!));
    };
    const columns = (all: Tensor, i: number): Tensor => gates(all.slice(i)).transpose();
    const start = (state: Tensor | undefined, i: number) => (rowsFirst ? state?.slice(null, i) : state?.slice(i));
    const results = walks.map((reverse, i) => {
      const layer: Layer = {
        x: rowsFirst ? x : x.transpose([1, 0, 2]),
        weights: { input: columns(w, i), recurrent: columns(r, i) },
        biases: b && (b.slice(i).split(2).map(gates) as [Tensor, Tensor]),
        h: start(h, i),
        c: start(c, i),
        peepholes: p?.slice(i),
        lengths,
        reverse,
      };
      const own = functions[i]!;
      const isUsual =
        kind.functions.some((names) => names.join() === own.map(({ name }) => name).join()) &&
        !(lengths || p || limitOf(call) !== undefined || (isLstm && call.flag("input_forget", false)));
      return (isUsual ? usual : general)(layer, own, call);
    });
    const stack = (place: number, axis: number): Tensor =>
      concat(
        results.map((list) => list[place]!.expandDims(axis)),
        axis,
      );
    // From [N, D, T, H]
    const outputs = stack(0, 1).transpose(rowsFirst ? [0, 2, 1, 3] : [2, 1, 0, 3]);
    return [outputs, ...range(results[0]!.length - 1).map((i) => stack(i + 1, rowsFirst ? 1 : 0))];
  };

const zerosLike = ({ shape, dtype }: Tensor): Tensor => full(shape, 0, dtype) as Tensor;

const usualGru: Run = (layer, functions, call) => {
  if (!call.flag("linear_before_reset", false)) return gruCell(layer, functions, call);
  const { x, weights, biases, h, reverse } = layer;
  const { outputs, state } = gru(
    x,
    { ...weights, bias: biases?.[0], recurrentBias: biases?.[1] },
    { state: h, reverse },
  );
  return [outputs, state];
};

const usualLstm: Run = ({ x, weights, biases, h, c, reverse }) => {
  const given = h ?? c;
  const start = given && { h: h ?? zerosLike(given), c: c ?? zerosLike(given) };
  const { outputs, state } = lstm(x, { ...weights, bias: biases && joined(biases) }, { state: start, reverse });
  return [outputs, state.h, state.c];
};

const usualRnn: Run = ({ x, weights, biases, h, reverse }, [f]) => {
  const activation = f!.name === "Relu" ? "relu" : "tanh";
  const bias = biases && joined(biases);
  const { outputs, state } = rnn(x, { ...weights, bias }, { state: h, reverse, activation });
  return [outputs, state];
};

export const recurrents = {
  GRU: recurrent({ order: [0, 1, 2], functions: [["Sigmoid", "Tanh"]], usual: usualGru, general: gruCell }),
  LSTM: recurrent({
    order: [0, 2, 3, 1],
    functions: [["Sigmoid", "Tanh", "Tanh"]],
    usual: usualLstm,
    general: lstmCell,
  }),
  RNN: recurrent({ order: [0], functions: [["Tanh"], ["Relu"]], usual: usualRnn, general: rnnCell }),
} satisfies Readonly<Record<string, Translation>>;
