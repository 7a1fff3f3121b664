import { formals } from "../../core/body.ts";
import { substitute } from "../../core/rewrite.ts";
import type { AnyTensor } from "../../core/tensor.ts";
import { repeat } from "../../primitives/loop/loop.ts";
import { partsOf, resultsOf } from "../../primitives/loop/params.ts";
import type { LoopNode } from "../control-nodes.ts";
import { eachLoop } from "../each-loop.ts";

/**
 * States that no step changes (a rate, a key) are no states: the loop reads them from outside, where what follows from
 * them alone is computed once.
 */
export const steady = (outputs: readonly AnyTensor[], given: readonly AnyTensor[]): AnyTensor[] =>
  eachLoop(outputs, given, steadyLoop);

const steadyLoop = (node: LoopNode): readonly AnyTensor[] | undefined => {
  const { params, inputs } = node;
  const { body, count, carried } = params;
  if (count === undefined) return undefined;
  const results = resultsOf(body.outputs, params);
  const states = body.parameters.slice(1, 1 + carried);
  const moving = states.flatMap((state, i) => (results[i] === state ? [] : [i]));
  if (moving.length === carried) return undefined;
  const actual = partsOf(inputs, params);
  const outcomes = repeat({
    ...params,
    carried: moving.map((i) => actual.carried[i]!),
    rows: actual.rows,
    step: (index, now, rows) => {
      const all = states.map((_, i) => now[moving.indexOf(i)] ?? actual.carried[i]!);
      const next = substitute(results, formals(body), [index, ...all, ...rows, ...actual.captured]);
      return { carried: moving.map((i) => next[i]!), stacked: next.slice(carried) };
    },
  });
  const finals = states.map((_, i) => outcomes[moving.indexOf(i)] ?? actual.carried[i]!);
  return [...finals, ...outcomes.slice(moving.length)];
};
