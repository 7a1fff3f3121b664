import type { TreeEnsemble } from "../contract/tree-ensemble.ts";
import type { GraphBuilder, Wire } from "../onnx/graph-builder.ts";

/** The texts of each column of texts in the order of their codes, as they were in the training rows. */
export type TreeLevels = readonly (readonly string[] | undefined)[];

const isAtMost = 0;
const isMember = 6;
/** ONNX's number of the type. */
const int64 = 7;

/**
 * The outputs of an ensemble in a graph: a tensor of doubles, [rows, outputs]. A column of texts becomes its codes first,
 * by its levels; a text that is missing or not among them is a missing value.
 */
export const treesToOnnx = (
  ensemble: TreeEnsemble,
  wires: readonly Wire[],
  graph: GraphBuilder,
  levels: TreeLevels = [],
): string => {
  const { outputs, width, roots, output, values, base, leafCover } = ensemble;
  const input = codesOf(wires, graph, levels);
  const owners = treeOfEachLeaf(ensemble);
  const withBase = (sums: string): string =>
    base.some((value) => value !== 0) ? graph.node("Add", [sums, graph.doubles(base)]) : sums;
  if (width === 1 || roots.length === 0) {
    const targets = Array.from(owners, (tree) => output[tree]!);
    return withBase(treesNode(ensemble, input, graph, targets, values, outputs));
  }
  // A leaf of the operator has one number: it says which leaf it is, and each tree has an output of its own.
  const numbers = Float64Array.from({ length: leafCover.length }, (_, leaf) => leaf);
  const found = treesNode(ensemble, input, graph, Array.from(owners), numbers, roots.length);
  const chosen = graph.node("Cast", [found], { attributes: { to: int64 } });
  const table = graph.doubles(values, [leafCover.length, width]);
  const gathered = graph.node("Gather", [table, chosen], { attributes: { axis: 0 } });
  return withBase(graph.node("ReduceSum", [gathered, graph.integers([1])], { attributes: { keepdims: 0 } }));
};

const treesNode = (
  ensemble: TreeEnsemble,
  input: string,
  graph: GraphBuilder,
  targets: readonly number[],
  weights: Float64Array,
  outputs: number,
): string => {
  const { roots, feature, threshold, left, right, missingLeft, setStart, members } = ensemble;
  const features = Array.from(feature);
  const splits = Array.from(threshold);
  const modes: number[] = Array.from(feature, (_, node) =>
    setStart[node]! < setStart[node + 1]! ? isMember : isAtMost,
  );
  const missing = Array.from(missingLeft);
  const lefts = Array.from(left);
  const rights = Array.from(right);
  // A tree that is a leaf has a node both of whose sides are the leaf; so has a graph without trees, for its shape.
  const placed = (root: number): number => {
    if (root >= 0) return root;
    features.push(0);
    splits.push(0);
    modes.push(isAtMost);
    missing.push(0);
    lefts.push(root);
    return rights.push(root) - 1;
  };
  const isEmpty = roots.length === 0;
  const treeRoots = isEmpty ? [placed(-1)] : Array.from(roots, placed);
  const isLeaf = (child: number): number => (child < 0 ? 1 : 0);
  const numberOf = (child: number): number => (child < 0 ? ~child : child);
  const sets = modes.flatMap((mode, node) =>
    mode === isMember ? [...members.subarray(setStart[node]!, setStart[node + 1]!), Number.NaN] : [],
  );
  const doubles = (elements: ArrayLike<number>) => ({
    tensor: { type: "double" as const, shape: [elements.length], elements },
  });
  return graph.node("TreeEnsemble", [input], {
    domain: "ai.onnx.ml",
    attributes: {
      n_targets: outputs,
      aggregate_function: 1,
      post_transform: 0,
      tree_roots: treeRoots,
      nodes_featureids: features,
      nodes_splits: doubles(splits),
      nodes_modes: { tensor: { type: "uint8", shape: [modes.length], elements: modes } },
      nodes_missing_value_tracks_true: missing,
      nodes_truenodeids: lefts.map(numberOf),
      nodes_trueleafs: lefts.map(isLeaf),
      nodes_falsenodeids: rights.map(numberOf),
      nodes_falseleafs: rights.map(isLeaf),
      leaf_targetids: isEmpty ? [0] : targets,
      leaf_weights: doubles(isEmpty ? [0] : weights),
      ...(sets.length > 0 ? { membership_values: doubles(sets) } : {}),
    },
  });
};

const treeOfEachLeaf = ({ roots, left, right, leafCover }: TreeEnsemble): Int32Array => {
  const trees = new Int32Array(leafCover.length);
  for (const [tree, root] of roots.entries()) {
    const open = [root];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node < 0) trees[~node] = tree;
      else open.push(left[node]!, right[node]!);
    }
  }
  return trees;
};

/** Columns as the trees see them, [rows, columns]. */
const codesOf = (wires: readonly Wire[], graph: GraphBuilder, levels: TreeLevels): string => {
  if (wires.every(({ kind }) => kind === "numbers")) return graph.numbers(wires);
  const parts = wires.map((wire, column) => {
    if (wire.kind === "numbers") return graph.numbers([wire]);
    const texts = levels[column] ?? [];
    const doubles = (elements: readonly number[]) => ({
      tensor: { type: "double" as const, shape: [elements.length], elements },
    });
    return graph.node("LabelEncoder", [graph.texts(wire)], {
      domain: "ai.onnx.ml",
      attributes: {
        // A missing text is empty. It also keeps the lists from being empty where no row had a text.
        keys_tensor: { tensor: { type: "string", shape: [texts.length + 1], elements: ["", ...texts] } },
        values_tensor: doubles([Number.NaN, ...texts.keys()]),
        default_tensor: doubles([Number.NaN]),
      },
    });
  });
  return parts.length === 1 ? parts[0]! : graph.node("Concat", parts, { attributes: { axis: 1 } });
};
