import { gelu, gru, lstm, rnn, type Tensor } from "@kaviar/tensor";
import fc from "fast-check";
import type { Case, Cases } from "./conformance.ts";

type Float = Tensor<"float32">;

const length = (usual: number) => fc.constantFrom(usual, usual, usual, 1, 0);

/** Two sequences of three steps with two features, three units, `gates` of them side by side; or one of each, or none (but a step). */
const layer = (
  title: string,
  gates: number,
  states: number,
  f: (x: Float, input: Float, recurrent: Float, bias: Float, states: Float[]) => readonly Float[],
): Case => ({
  title,
  dtypes: ["float32"],
  example: () =>
    fc.tuple(length(2), fc.constantFrom(3, 3, 1), length(2), length(3)).map(([rows, steps, features, units]) => ({
      operands: [
        { shape: [rows, steps, features] },
        { shape: [features, units * gates], within: [-1, 1] },
        { shape: [units, units * gates], within: [-1, 1] },
        { shape: [units * gates], within: [-1, 1] },
        ...Array.from({ length: states }, () => ({ shape: [rows, units] })),
      ],
      f: (...operands) => {
        const [x, input, recurrent, bias, ...rest] = operands as unknown as [Float, Float, Float, Float, ...Float[]];
        return f(x, input, recurrent, bias, rest);
      },
    })),
});

/** In float32: the others have no operator, and are scans like any other. */
export const recurrent = {
  fused: [
    ...(["none", "tanh"] as const).map(
      (approximate): Case => ({
        title: `Gelu, approximate: ${approximate}`,
        dtypes: ["float32"],
        example: () =>
          length(3).map((n) => ({
            operands: [{ shape: [n, n], within: [-4, 4] }],
            f: (x) => [gelu(x as unknown as Float, { approximate })],
          })),
      }),
    ),
    layer("LSTM", 4, 2, (x, input, recurrent, bias, [h, c]) => {
      const { outputs, state } = lstm(x, { input, recurrent, bias }, { state: { h: h!, c: c! } });
      return [outputs, state.h, state.c];
    }),
    layer("LSTM backwards, from zeros", 4, 0, (x, input, recurrent) => {
      const { outputs, state } = lstm(x, { input, recurrent }, { reverse: true });
      return [outputs, state.c];
    }),
    layer("GRU", 3, 1, (x, input, recurrent, bias, [state]) => {
      const result = gru(x, { input, recurrent, bias, recurrentBias: bias.mul(0.5) }, { state });
      return [result.outputs, result.state];
    }),
    layer("GRU backwards, from zeros", 3, 0, (x, input, recurrent, recurrentBias) => [
      gru(x, { input, recurrent, recurrentBias }, { reverse: true }).state,
    ]),
    layer("RNN", 1, 1, (x, input, recurrent, bias, [state]) => {
      const result = rnn(x, { input, recurrent, bias }, { state });
      return [result.outputs, result.state];
    }),
    layer("RNN with relu, backwards", 1, 0, (x, input, recurrent, bias) => [
      rnn(x, { input, recurrent, bias }, { reverse: true, activation: "relu" }).outputs,
    ]),
  ],
} as const satisfies Cases;
