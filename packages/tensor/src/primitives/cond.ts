import { backward } from "../core/backward.ts";
import { asBatch, batchGraph, bindBatched } from "../core/batching.ts";
import { type Body, closeOverBranch } from "../core/body.ts";
import { type Emit, writeOutputs } from "../core/emit.ts";
import { apply, type Cotangent, type Primitive } from "../core/primitive.ts";
import { substitute } from "../core/rewrite.ts";
import { type AnyTensor, type Node, newestId, nodeOf, placeholder } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { evaluateBody } from "../reference/evaluate.ts";
import { isFloat } from "../values/dtype.ts";
import { sameShape } from "../values/shape.ts";
import { full } from "./constant.ts";
import { type DerivativeRule, withDerivative } from "./custom.ts";

/** Inputs: the predicate, then the values that the one branch closes over, then those of the other. */
export interface CondParams {
  readonly whenTrue: Body;
  readonly whenFalse: Body;
}

/**
 * One of two computations. The branches close over what they use; everything that a branch makes by itself runs only
 * when the branch does. `since` marks the nodes made while tracing the branches.
 */
export const choose = (
  predicate: AnyTensor,
  whenTrue: () => readonly AnyTensor[],
  whenFalse: () => readonly AnyTensor[],
): readonly AnyTensor[] => {
  const [a, b] = [whenTrue, whenFalse].map((build) => {
    const since = newestId();
    return closeOverBranch(build(), since);
  }) as [ClosedBranch, ClosedBranch];
  checkBranches(predicate, a.body.outputs, b.body.outputs);
  return apply(condPrimitive, [predicate, ...a.actual, ...b.actual], { whenTrue: a.body, whenFalse: b.body });
};

type ClosedBranch = ReturnType<typeof closeOverBranch>;

const checkBranches = (predicate: AnyTensor, a: readonly AnyTensor[], b: readonly AnyTensor[]): void => {
  if (predicate.dtype !== "bool" || predicate.rank !== 0) {
    throw new TensorError("dtype", "cond needs a boolean scalar to decide by.", {
      operands: [{ name: "predicate", ...predicate }],
      remedy: "Compare first (x.greater(0)); to choose element by element use where.",
    });
  }
  const odd = a.findIndex((x, i) => x.dtype !== b[i]?.dtype || !sameShape(x.shape, b[i]!.shape));
  if (odd < 0 && a.length === b.length) return;
  throw new TensorError("shape", "Both branches of cond must give results of the same shapes and dtypes.", {
    operands:
      a.length === b.length
        ? [
            { name: "when true", ...a[odd]! },
            { name: "when false", ...b[odd]! },
          ]
        : [],
  });
};

/** Each branch with its share of a list that runs along the captured inputs. */
const branchesOf = <T>({ whenTrue, whenFalse }: CondParams, captured: readonly T[]) => {
  const split = whenTrue.captured.length;
  return [
    { body: whenTrue, own: captured.slice(0, split) },
    { body: whenFalse, own: captured.slice(split) },
  ] as const;
};

export const condPrimitive: Primitive<CondParams> = {
  name: "cond",
  infer: (_, { whenTrue }) => whenTrue.outputs.map(({ shape, dtype }) => ({ shape, dtype })),
  evaluate: ([predicate, ...captured], params) => {
    const { body, own } = branchesOf(params, captured)[predicate!.data[0] !== 0 ? 0 : 1];
    return evaluateBody(body, own);
  },
  lower: (emit, [predicate, ...captured], { params }) => {
    const [thenBranch, elseBranch] = branchesOf(params, captured).map(({ body, own }) => lowerBranch(emit, body, own));
    return emit.ops("If", [predicate!], params.whenTrue.outputs.length, {
      then_branch: { graph: thenBranch! },
      else_branch: { graph: elseBranch! },
    });
  },
  derivative: ({ inputs: [predicate, ...captured], params, needed: [, ...needed] }, cotangents) => {
    if (!needed.includes(true)) return [];
    const both = branchesOf(params, captured);
    const [a, b] = branchesOf(params, needed);
    const zeros = (of: readonly AnyTensor[], wanted: readonly boolean[]) =>
      of.filter((_, i) => wanted[i]).map(({ shape, dtype }) => full(shape, 0, dtype));
    const leaving = ({ body, own }: (typeof both)[0], wanted: readonly boolean[]) => {
      const slots = body.captured.filter((_, i) => wanted[i]);
      const result = backward(body.outputs, cotangents, slots, { stop: new Set(body.captured) });
      const filled = result.map((d, i) => d ?? full(slots[i]!.shape, 0, slots[i]!.dtype));
      // What arrives stays as it is: what lies behind it may be the rest of a long program.
      const arriving = cotangents.filter((d) => d !== undefined);
      return substitute(filled, [...body.captured, ...arriving], [...own, ...arriving]);
    };
    const result = choose(
      predicate!,
      () => [...leaving(both[0], a.own), ...zeros(both[1].own, b.own)],
      () => [...zeros(both[0].own, a.own), ...leaving(both[1], b.own)],
    );
    let next = 0;
    return [undefined, ...needed.map((wanted): Cotangent => (wanted ? result[next++] : undefined))];
  },
  batch: ([predicate, ...captured], [split, ...batched], params, size) => {
    const flags = branchesOf(params, batched);
    const [whenTrue, whenFalse] = branchesOf(params, captured).map(({ body, own }, i) => () => {
      const outputs = batchGraph(body.outputs, bindBatched(body.captured, own, flags[i]!.own), size);
      return outputs.map((each) => asBatch(each, size));
    }) as [() => AnyTensor[], () => AnyTensor[]];
    if (!split) return choose(predicate!, whenTrue, whenFalse);
    // Each example decides by itself: both branches are computed, one is taken.
    const b = whenFalse();
    const results = whenTrue().map((x, i) =>
      predicate!.reshape([size, ...new Array<number>(x.rank - 1).fill(1)]).where(x, b[i]!),
    );
    return withDerivative(results, [predicate!, ...captured], ofEachExample([split, ...batched], params, size));
  },
};

/**
 * The derivative of a batch is that of each example, which goes through the branch it took alone: the other one may
 * have none there, and 0 · ∞ would be NaN.
 */
const ofEachExample =
  (batched: readonly (boolean | undefined)[], params: CondParams, size: number): DerivativeRule =>
  (inputs, _, cotangents) => {
    const one = ({ shape, dtype }: AnyTensor) => placeholder(shape.slice(1), dtype, "an example");
    const singles = inputs.map((x, i) => (batched[i] ? one(x) : x));
    const arriving = cotangents.map((d) => d && one(d));
    const outputs = apply(condPrimitive, singles, params);
    const needed = singles.map(({ dtype }) => isFloat(dtype));
    const forward = { inputs: singles, outputs, params, needed, node: nodeOf(outputs[0]!) as Node<CondParams> };
    const leaving = condPrimitive.derivative(forward, arriving);
    const places = leaving.flatMap((d, i) => (d ? [i] : []));
    const given = new Map([
      ...inputs.flatMap((tensor, i) => (batched[i] ? [[singles[i]!, { tensor, batched: true }] as const] : [])),
      ...cotangents.flatMap((tensor, i) => (tensor ? [[arriving[i]!, { tensor, batched: true }] as const] : [])),
    ]);
    const stacks = batchGraph(
      places.map((i) => leaving[i]!),
      given,
      size,
    ).map((each) => asBatch(each, size));
    return inputs.map((_, i) => {
      const stack = stacks[places.indexOf(i)];
      return batched[i] ? stack : stack?.sum(0);
    });
  };

const lowerBranch = (emit: Emit, body: Body, captured: readonly string[]) =>
  emit.subgraph((within, subgraph) => {
    const names = within.body(body, captured);
    writeOutputs(within, subgraph, names, body.outputs);
  });
