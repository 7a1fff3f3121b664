import type { FloatDType, Tensor } from "@kaviar/tensor";
import * as library from "@kaviar/tensor";
import type { Draft, Value } from "../draft.ts";
import { drawDType, tensorLike, tensorOf } from "../drawing.ts";
import { type Operation, operation } from "../operation.ts";

type Float = Tensor<FloatDType>;

interface Recurrent {
  readonly bias: boolean;
  /** How many states are given after the weights. */
  readonly states: number;
  readonly reverse: boolean;
  readonly activation?: "tanh" | "relu";
  readonly recurrentBias?: boolean;
}

/** Sequences and weights, then what is there of biases and states. */
const recurrent = (
  gates: number,
  states: number,
  run: (x: Float, input: Float, recurrent: Float, more: readonly Float[], params: Recurrent) => readonly Float[],
  more: (draft: Draft) => Partial<Recurrent> = () => ({}),
): Operation =>
  operation<Recurrent>({
    draw: (draft) => {
      const { dice } = draft;
      const dtype = drawDType(draft, "float");
      const [n, t, f, h] = [dice.int(0, 2), dice.int(1, 3), dice.int(1, 2), dice.int(1, 2)];
      const params: Recurrent = {
        bias: dice.chance(0.5),
        states: dice.chance(0.5) ? states : 0,
        reverse: dice.chance(0.3),
        ...more(draft),
      };
      const given = (shape: readonly number[]): Value => tensorLike(draft, { dtype, shape });
      const biases = [...(params.bias ? [[gates * h]] : []), ...(params.recurrentBias ? [[gates * h]] : [])];
      const shapes = [
        [n, t, f],
        [f, gates * h],
        [h, gates * h],
        ...biases,
        ...Array.from({ length: params.states }, () => [n, h]),
      ];
      return { operands: shapes.map(given), params };
    },
    results: () => (gates === 4 ? 3 : 2),
    run: (operands, params) => {
      const [x, input, weights, ...rest] = operands as readonly Float[];
      return run(x!, input!, weights!, rest, params);
    },
  });

/** Mean and deviation of each channel, as many numbers as channels. */
const channelsOf = (draft: Draft, x: Value): Value => tensorLike(draft, { dtype: x.dtype, shape: [x.shape[1]!] });
const imagesOf = (draft: Draft): Value => tensorOf(draft, "float", 2, 3, ({ shape }) => !shape.includes(0));

export const layers = {
  rnn: recurrent(
    1,
    1,
    (x, input, weights, rest, { bias, states, reverse, activation }) => {
      const [b, state] = bias ? [rest[0], rest[1]] : [undefined, rest[0]];
      const { outputs, state: last } = library.rnn(
        x,
        { input, recurrent: weights, bias: b },
        { reverse, activation: activation!, state: states ? state : undefined },
      );
      return [outputs, last];
    },
    (draft) => ({ activation: draft.dice.pick(["tanh", "relu"]) }),
  ),
  gru: recurrent(
    3,
    1,
    (x, input, weights, rest, { bias, recurrentBias, states, reverse }) => {
      const left = [...rest];
      const b = bias ? left.shift() : undefined;
      const c = recurrentBias ? left.shift() : undefined;
      const { outputs, state } = library.gru(
        x,
        { input, recurrent: weights, bias: b, recurrentBias: c },
        { reverse, state: states ? left[0] : undefined },
      );
      return [outputs, state];
    },
    (draft) => ({ recurrentBias: draft.dice.chance(0.5) }),
  ),
  lstm: recurrent(4, 2, (x, input, weights, rest, { bias, states, reverse }) => {
    const left = [...rest];
    const b = bias ? left.shift() : undefined;
    const state = states ? { h: left[0]!, c: left[1]! } : undefined;
    const { outputs, state: last } = library.lstm(x, { input, recurrent: weights, bias: b }, { reverse, state });
    return [outputs, last.h, last.c];
  }),
  batchNorm: operation<{ readonly epsilon: number }>({
    draw: (draft) => {
      const x = imagesOf(draft);
      return {
        operands: [x, channelsOf(draft, x), channelsOf(draft, x)],
        params: { epsilon: draft.dice.pick([0.125, 1e-3]) },
      };
    },
    results: () => 3,
    run: (operands, params) => {
      const [x, gamma, beta] = operands as readonly Float[];
      const { y, mean, variance } = library.batchNorm(x!, gamma!, beta!, params);
      return [y, mean, variance];
    },
  }),
  normalizeChannels: operation<{ readonly epsilon: number }>({
    draw: (draft) => {
      const x = imagesOf(draft);
      const variance = draft.step("square", [channelsOf(draft, x)]);
      const given = [channelsOf(draft, x), variance, channelsOf(draft, x), channelsOf(draft, x)];
      return { operands: [x, ...given], params: { epsilon: draft.dice.pick([0.125, 0.5]) } };
    },
    run: (operands, { epsilon }) => {
      const [x, mean, variance, gamma, beta] = operands as readonly Float[];
      return library.normalizeChannels(x!, mean!, variance!, gamma!, beta!, epsilon);
    },
  }),
};
