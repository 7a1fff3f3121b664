import { type Body, formals } from "../core/body.ts";
import { apply } from "../core/primitive.ts";
import { reapply, rewrite } from "../core/rewrite.ts";
import { type AnyTensor, type Node, placeholder, type Tensor } from "../core/tensor.ts";
import { nodesBehind } from "../core/walk.ts";
import { type CondNode, isCond, isLoop, type LoopNode } from "../graph/control-nodes.ts";
import { concat, stack } from "../operations/shaping.ts";
import { full, literal } from "../primitives/constant.ts";

/** One thing to look out for at a node: whether it happens, and numbers to keep of the first time it does. */
export interface Sight<T> {
  readonly what: T;
  /** A boolean scalar. */
  readonly happens: AnyTensor;
  readonly values?: readonly AnyTensor[];
}

/** What to look out for at a node, in terms of what its inputs and outputs have become. */
export type Look<T> = (node: Node, inputs: readonly AnyTensor[], outputs: readonly AnyTensor[]) => readonly Sight<T>[];

/** A row of the report: what was looked out for, and the loops around it, outermost first. */
interface Place<T> {
  readonly what: T;
  readonly loops: readonly LoopNode[];
}

/** The first time something happened. */
export interface Event<T> extends Place<T> {
  /** The index of each loop around it at that time. */
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

export interface WatchedGraph<T> {
  /** float64: a row for each place that says whether it happened, the steps, and the values. */
  readonly report: AnyTensor;
  readonly places: readonly Place<T>[];
  /** The events of a computed report, in the order of the places. */
  readonly read: (report: ArrayLike<number>) => Event<T>[];
}

/**
 * A graph that computes the same and also a report: for each thing that `look` names, inside loops and branches too, the
 * first time it happened. A loop carries the report of its body as one more state.
 */
export const watch = <T>(
  outputs: readonly AnyTensor[],
  given: readonly AnyTensor[],
  look: Look<T>,
  valueCount = 0,
): WatchedGraph<T> => {
  const depth = loopDepth(outputs, given);
  const width = 1 + depth + valueCount;
  const { places, rows } = watchNodes({ look, depth, width }, outputs, given, []);
  const read = (report: ArrayLike<number>): Event<T>[] =>
    places.flatMap((place, i): Event<T>[] => {
      const row = Array.from({ length: width }, (_, column) => report[i * width + column]!);
      const steps = row.slice(1, 1 + place.loops.length);
      return row[0] === 0 ? [] : [{ ...place, steps, values: row.slice(1 + depth) }];
    });
  return { report: concat([full([0, width], 0, "float64"), ...rows]), places, read };
};

/** What is looked out for, and how wide a row of the report is. */
interface Watching<T> {
  readonly look: Look<T>;
  readonly depth: number;
  readonly width: number;
}

interface Watched<T> {
  readonly outputs: readonly AnyTensor[];
  readonly places: readonly Place<T>[];
  /** Blocks of rows, in the order of the places. */
  readonly rows: readonly Tensor<"float64">[];
}

const watchNodes = <T>(
  watching: Watching<T>,
  outputs: readonly AnyTensor[],
  given: readonly AnyTensor[],
  loops: readonly LoopNode[],
): Watched<T> => {
  const places: Place<T>[] = [];
  const rows: Tensor<"float64">[] = [];
  const rewritten = rewrite(outputs, new Map(given.map((tensor) => [tensor, tensor])), (node, inputs) => {
    const inner = isLoop(node)
      ? watchLoop(watching, node, inputs, loops)
      : isCond(node)
        ? watchCond(watching, node, inputs, loops)
        : { outputs: reapply(node, inputs), places: [], rows: [] };
    const sights = watching.look(node, inputs, inner.outputs);
    places.push(...inner.places, ...sights.map(({ what }) => ({ what, loops })));
    rows.push(...inner.rows, ...sights.map((sight) => rowOf(watching, sight)));
    return inner.outputs;
  });
  return { outputs: rewritten, places, rows };
};

const rowOf = <T>({ depth, width }: Watching<T>, { happens, values = [] }: Sight<T>): Tensor<"float64"> => {
  const zero = literal(0, "float64");
  const blank = (count: number) => new Array<Tensor<"float64">>(count).fill(zero);
  const numbers = values.map((value) => value.cast("float64").reshape([]));
  const columns = [happens.cast("float64"), ...blank(depth), ...numbers, ...blank(width - 1 - depth - values.length)];
  return stack(columns).reshape([1, width]);
};

const watchLoop = <T>(
  watching: Watching<T>,
  node: LoopNode,
  inputs: readonly AnyTensor[],
  loops: readonly LoopNode[],
): Watched<T> => {
  const { body, carried, count } = node.params;
  const inner = watchNodes(watching, body.outputs, formals(body), [...loops, node]);
  if (inner.places.length === 0) return { outputs: reapply(node, inputs), places: [], rows: [] };
  const shape = [inner.places.length, watching.width];
  const start = count === undefined ? 1 : 0;
  const seen = placeholder(shape, "float64", "what has been seen so far");
  const [index, ...slots] = body.parameters as [AnyTensor, ...AnyTensor[]];
  const column = full([1, watching.width], 0, "float64").add(unit(watching.width, 1 + loops.length));
  const now = concat(inner.rows).add(column.mul(index.cast("float64")));
  const happened = seen.slice(null, [0, 1]).greater(0);
  const insert = <X>(list: readonly X[], place: number, item: X) => [
    ...list.slice(0, place),
    item,
    ...list.slice(place),
  ];
  const watched: Body = {
    parameters: [index, ...insert(slots, carried, seen)],
    captured: body.captured,
    outputs: insert(inner.outputs, start + carried, happened.where(seen, now)),
  };
  const results = apply(node.primitive, insert(inputs, start + carried, full(shape, 0, "float64")), {
    ...node.params,
    body: watched,
    carried: carried + 1,
  });
  return {
    outputs: results.filter((_, i) => i !== carried),
    places: inner.places,
    rows: [results[carried] as Tensor<"float64">],
  };
};

const unit = (length: number, at: number) =>
  stack(Array.from({ length }, (_, i) => literal(Number(i === at), "float64")));

const watchCond = <T>(
  watching: Watching<T>,
  node: CondNode,
  inputs: readonly AnyTensor[],
  loops: readonly LoopNode[],
): Watched<T> => {
  const { whenTrue, whenFalse } = node.params;
  const [a, b] = [whenTrue, whenFalse].map((body) => watchNodes(watching, body.outputs, body.captured, loops)) as [
    Watched<T>,
    Watched<T>,
  ];
  const blank = ({ places }: Watched<T>) => full([places.length, watching.width], 0, "float64");
  const results = apply(node.primitive, inputs, {
    whenTrue: { ...whenTrue, outputs: [...a.outputs, concat([...a.rows, blank(b)])] },
    whenFalse: { ...whenFalse, outputs: [...b.outputs, concat([blank(a), ...b.rows])] },
  });
  return {
    outputs: results.slice(0, -1),
    places: [...a.places, ...b.places],
    rows: [results.at(-1) as Tensor<"float64">],
  };
};

/** How many loops are inside each other at most. */
const loopDepth = (outputs: readonly AnyTensor[], given: readonly AnyTensor[]): number =>
  nodesBehind(outputs, new Set(given)).reduce((most, node) => {
    const bodies = isLoop(node)
      ? [node.params.body]
      : isCond(node)
        ? [node.params.whenTrue, node.params.whenFalse]
        : [];
    const inner = bodies.map((body) => loopDepth(body.outputs, formals(body)) + Number(isLoop(node)));
    return Math.max(most, ...inner);
  }, 0);
