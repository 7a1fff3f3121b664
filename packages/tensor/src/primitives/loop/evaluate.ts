import type { Abstract } from "../../core/tensor.ts";
import { evaluateBody } from "../../reference/evaluate.ts";
import type { Values } from "../../values/values.ts";
import { type LoopParams, partsOf, resultsOf } from "./params.ts";

export const evaluateLoop = (
  inputs: readonly Values[],
  params: LoopParams,
  outputs: readonly Abstract[],
): readonly Values[] => {
  const { body, count, reverse } = params;
  const { condition, carried, rows, captured } = partsOf(inputs, params);
  let state = carried;
  let going = count === undefined ? condition!.data[0] !== 0 : count > 0;
  const stacked: (readonly Values[])[] = [];
  for (let step = 0; going; step++) {
    const index = reverse ? count! - 1 - step : step;
    const counter: Values = { shape: [], dtype: "int32", data: Float64Array.of(index) };
    const out = evaluateBody(body, [counter, ...state, ...rows.map((row) => rowOf(row, index)), ...captured]);
    const results = resultsOf(out, params);
    state = results.slice(0, params.carried);
    stacked[index] = results.slice(params.carried);
    going = count === undefined ? out[0]!.data[0] !== 0 : step + 1 < count;
  }
  const stacks = outputs.slice(params.carried).map(
    ({ shape, dtype }, i): Values => ({
      shape,
      dtype,
      data: Float64Array.from(stacked.flatMap((row) => [...row[i]!.data])),
    }),
  );
  return [...state, ...stacks];
};

const rowOf = (x: Values, index: number): Values => {
  const width = x.data.length / x.shape[0]!;
  return { ...x, shape: x.shape.slice(1), data: x.data.slice(index * width, (index + 1) * width) };
};
