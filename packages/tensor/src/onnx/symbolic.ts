import { TensorError } from "../errors/error.ts";
import { type DType, elementsFrom } from "../values/dtype.ts";
import { type Shape, sameShape } from "../values/shape.ts";
import { elementType } from "./encode.ts";
import { forTensors } from "./for-tensors.ts";
import type { Attribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from "./model.ts";

/**
 * One model for every batch size, from the same function traced at three sizes. What is equal in all three stays; a
 * number that grows evenly with the batch (a length, a count) is computed from the input's shape; any other difference
 * means that the function does not treat the batch evenly, which is an error.
 */
export const withSymbolicBatch = (
  models: readonly OnnxModel[],
  sizes: readonly number[],
  batch: BatchAxis,
): OnnxModel => {
  const [first] = models as [OnnxModel];
  const found: Found = { computed: [], sizes, batch };
  const graph = mergeGraphs(
    models.map((model) => model.graph),
    found,
  );
  return { ...first, graph: { ...graph, nodes: [...preamble(found), ...graph.nodes] } };
};

/** The input whose first axis is the batch, and the name the axis gets. */
export interface BatchAxis {
  readonly input: string;
  readonly name: string;
}

/** A value that depends on the batch size B: scale · B + offset, stretched to a shape if it is one number. */
interface Computed {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly Line[];
  readonly values: readonly Line[];
}

/** A number as a straight line over the batch size. */
interface Line {
  readonly scale: number;
  readonly offset: number;
}

interface Found {
  readonly computed: Computed[];
  readonly sizes: readonly number[];
  readonly batch: BatchAxis;
}

const uneven = (what: string, numbers: readonly number[], { sizes }: Found): TensorError =>
  new TensorError(
    "shape",
    `A model with a symbolic batch must treat every size of it alike: ${what} is ${numbers.join(", ")} for batches of ${sizes.join(", ")}.`,
    {
      remedy: "Export with a fixed batch, or keep the batch axis first and out of sums and loops.",
    },
  );

const lineThrough = (numbers: readonly number[], what: string, found: Found): Line => {
  const [x0, x1] = found.sizes as [number, number];
  const [y0, y1] = numbers as [number, number];
  const scale = (y1 - y0) / (x1 - x0);
  const offset = y0 - scale * x0;
  const even = numbers.every(
    (y, i) => Object.is(y, numbers[0]) || Math.abs(scale * found.sizes[i]! + offset - y) <= 1e-6 * Math.abs(y),
  );
  if (!even) throw uneven(what, numbers, found);
  return Object.is(y0, y1) ? { scale: 0, offset: y0 } : { scale, offset };
};

const mergeGraphs = (graphs: readonly OnnxGraph[], found: Found): OnnxGraph => {
  const [first] = graphs as [OnnxGraph];
  const counts = graphs.map(({ nodes }) => nodes.length);
  if (new Set(counts).size > 1) throw uneven("the number of operations", counts, found);
  const initializers = first.initializers.filter((tensor, i) =>
    staysConstant(
      graphs.map((graph) => graph.initializers[i]!),
      found,
      tensor.name,
    ),
  );
  return {
    name: first.name,
    inputs: first.inputs.map((_, i) =>
      mergeValues(
        graphs.map((graph) => graph.inputs[i]!),
        found,
      ),
    ),
    outputs: first.outputs.map((_, i) =>
      mergeValues(
        graphs.map((graph) => graph.outputs[i]!),
        found,
      ),
    ),
    nodes: first.nodes.map((_, i) =>
      mergeNodes(
        graphs.map((graph) => graph.nodes[i]!),
        found,
      ),
    ),
    initializers,
  };
};

const mergeValues = (values: readonly OnnxValue[], found: Found): OnnxValue => {
  const [first] = values as [OnnxValue];
  const shape = first.shape.map((length, axis) => {
    const line = lineThrough(
      values.map((value) => value.shape[axis] as number),
      `an axis of ${first.name}`,
      found,
    );
    if (line.scale === 0) return length;
    const scaled = line.scale === 1 ? found.batch.name : `${line.scale}*${found.batch.name}`;
    return line.offset === 0 ? scaled : `${scaled}+${line.offset}`;
  });
  return { ...first, shape };
};

const mergeNodes = (nodes: readonly OnnxNode[], found: Found): OnnxNode => {
  const [first] = nodes as [OnnxNode];
  const same = nodes.every(({ op, inputs }) => op === first.op && inputs.join() === first.inputs.join());
  if (!same)
    throw uneven(
      `operation ${first.name}`,
      nodes.map((_, i) => i),
      found,
    );
  const attributes = Object.entries(first.attributes).map(([key, value]): [string, Attribute] => {
    const all = nodes.map((node) => node.attributes[key]!);
    if (typeof value === "object" && "graph" in value)
      return [
        key,
        {
          graph: mergeGraphs(
            all.map((each) => (each as { graph: OnnxGraph }).graph),
            found,
          ),
        },
      ];
    if (all.some((each) => JSON.stringify(each) !== JSON.stringify(value)))
      throw uneven(`${key} of ${first.op}`, all.map(Number), found);
    return [key, value];
  });
  return { ...first, attributes: Object.fromEntries(attributes) };
};

/** Notes an initializer that depends on the batch; true for one that does not. */
const staysConstant = (tensors: readonly OnnxTensor[], found: Found, name: string): boolean => {
  const first = forTensors(tensors[0]!);
  const shapesAgree = tensors.every(({ shape }) => sameShape(shape, first.shape));
  if (shapesAgree && tensors.every(({ elements }) => elements === first.elements)) return true;
  const lists = tensors.map(({ elements }) => Array.from(elements as ArrayLike<number | bigint>, Number));
  if (shapesAgree && lists.every((list) => list.every((value, i) => Object.is(value, lists[0]![i])))) return true;
  const what = `a constant of ${first.dtype}`;
  if (shapesAgree) {
    const values = lists[0]!.map((_, i) =>
      lineThrough(
        lists.map((list) => list[i]!),
        what,
        found,
      ),
    );
    const shape = first.shape.map((length) => ({ scale: 0, offset: length }));
    found.computed.push({ name, dtype: first.dtype, shape, values });
    return false;
  }
  const uniform = lists.every((list) => list.every((value) => value === list[0]));
  if (!uniform || tensors.some(({ shape }) => shape.length !== first.shape.length))
    throw uneven(
      what,
      lists.map(({ length }) => length),
      found,
    );
  const shape = first.shape.map((_, axis) =>
    lineThrough(
      tensors.map((tensor) => tensor.shape[axis]!),
      what,
      found,
    ),
  );
  found.computed.push({
    name,
    dtype: first.dtype,
    shape,
    values: [
      lineThrough(
        lists.map((list) => list[0]!),
        what,
        found,
      ),
    ],
  });
  return false;
};

/** The operators that compute everything of the batch size from the shape of the input. */
const preamble = ({ computed, batch }: Found): OnnxNode[] => {
  if (computed.length === 0) return [];
  const nodes: OnnxNode[] = [];
  let next = 0;
  const add = (
    op: string,
    inputs: readonly string[],
    attributes: Record<string, Attribute> = {},
    output = `batch${next++}`,
  ): string => {
    nodes.push({ op, name: `batch/${output}`, inputs, outputs: [output], attributes });
    return output;
  };
  const constant = (dtype: DType, shape: Shape, values: readonly number[]): string => {
    const output = `batch${next++}`;
    const tensor: OnnxTensor = { name: output, dtype, shape, elements: elementsFrom(dtype, values) };
    nodes.push({
      op: "Constant",
      name: `batch/${output}`,
      inputs: [],
      outputs: [output],
      attributes: { value: { tensor } },
    });
    return output;
  };
  const size = add("Shape", [batch.input], { start: 0, end: 1 });
  const along = (lines: readonly Line[], dtype: DType): string => {
    const b = dtype === "int64" ? size : add("Cast", [size], { to: elementType(dtype) });
    const grown = add("Mul", [
      b,
      constant(
        dtype,
        [lines.length],
        lines.map(({ scale }) => scale),
      ),
    ]);
    return add("Add", [
      grown,
      constant(
        dtype,
        [lines.length],
        lines.map(({ offset }) => offset),
      ),
    ]);
  };
  for (const { name, dtype, shape, values } of computed) {
    const list = along(values, dtype);
    const form = along(shape, "int64");
    if (values.length === 1) add("Expand", [add("Reshape", [list, constant("int64", [0], [])]), form], {}, name);
    else add("Reshape", [list, form], {}, name);
  }
  return nodes;
};
