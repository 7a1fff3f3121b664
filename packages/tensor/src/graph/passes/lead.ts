import { bodyNodes, formals } from "../../core/body.ts";
import { substitute } from "../../core/rewrite.ts";
import type { AnyTensor } from "../../core/tensor.ts";
import { repeat } from "../../primitives/loop/loop.ts";
import { partsOf, resultsOf } from "../../primitives/loop/params.ts";
import { isLoop, type LoopNode } from "../control-nodes.ts";
import { eachLoop } from "../each-loop.ts";

/** Counters, keys, schedules: a few numbers together with all that they come from. */
const largestState = 16;

/**
 * States that depend on no others (the number of the step, a random key) run ahead in a loop of their own, which stacks
 * them as rows for the rest: then whatever follows from them alone can be computed for all steps at once.
 */
export const lead = (outputs: readonly AnyTensor[], given: readonly AnyTensor[]): AnyTensor[] =>
  eachLoop(outputs, given, leadLoop);

const leadLoop = (node: LoopNode): readonly AnyTensor[] | undefined => {
  const { params, inputs } = node;
  const { body, count, carried, reverse } = params;
  if (!count || count < 2) return undefined;
  const ahead = statesAhead(node);
  if (ahead.length === 0 || ahead.length === carried) return undefined;
  const behind = Array.from({ length: carried }, (_, i) => i).filter((i) => !ahead.includes(i));

  const actual = partsOf(inputs, params);
  const results = resultsOf(body.outputs, params);
  const states = body.parameters.slice(1, 1 + carried);
  const rowFormals = body.parameters.slice(1 + carried);
  const first = repeat({
    count,
    reverse,
    carried: ahead.map((i) => actual.carried[i]!),
    rows: actual.rows,
    step: (index, now, rows) => ({
      carried: substitute(
        ahead.map((i) => results[i]!),
        [body.parameters[0]!, ...ahead.map((i) => states[i]!), ...rowFormals, ...body.captured],
        [index, ...now, ...rows, ...actual.captured],
      ),
      stacked: now,
    }),
  });
  const second = repeat({
    ...params,
    carried: behind.map((i) => actual.carried[i]!),
    rows: [...actual.rows, ...first.slice(ahead.length)],
    step: (index, now, rows) => {
      const all = states.map((_, i) =>
        ahead.includes(i) ? rows[actual.rows.length + ahead.indexOf(i)]! : now[behind.indexOf(i)]!,
      );
      const own = rows.slice(0, actual.rows.length);
      const next = substitute(results, formals(body), [index, ...all, ...own, ...actual.captured]);
      return { carried: behind.map((i) => next[i]!), stacked: next.slice(carried) };
    },
  });
  const finals = states.map((_, i) => (ahead.includes(i) ? first[ahead.indexOf(i)]! : second[behind.indexOf(i)]!));
  return [...finals, ...second.slice(behind.length)];
};

/** States that come, by small operations, from a few numbers in all. */
const statesAhead = ({ params }: LoopNode): readonly number[] => {
  const { body, carried } = params;
  const results = resultsOf(body.outputs, params);
  const states = body.parameters.slice(1, 1 + carried);
  const sources = results.slice(0, carried).map((next) => {
    const nodes = bodyNodes(body, [next]);
    const small = nodes.every((each) => !isLoop(each) && each.outputs.every(({ size }) => size <= largestState));
    const read = new Set([next, ...nodes.flatMap(({ inputs }) => inputs)]);
    return small ? states.flatMap((state, i) => (read.has(state) ? [i] : [])) : undefined;
  });
  const isSmall = (i: number): boolean => {
    const behind = new Set([i]);
    for (const each of behind) for (const source of sources[each] ?? [each]) behind.add(source);
    const numbers = [...behind].reduce((sum, each) => sum + states[each]!.size, 0);
    return [...behind].every((each) => sources[each]) && numbers <= largestState;
  };
  const ahead = states.flatMap((_, i) => (isSmall(i) ? [i] : []));
  // States that never change are not worth a loop of their own.
  return ahead.some((i) => results[i] !== states[i]) ? ahead : [];
};
