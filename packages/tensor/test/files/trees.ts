import { encodeOnnx, type OnnxArray, type OnnxNode, type OnnxTensor, openSession } from "@kaviar/tensor/onnx";

const tensor = (
  name: string,
  dtype: "float64" | "uint8",
  elements: Float64Array | Uint8Array,
  shape: readonly number[] = [elements.length],
): OnnxTensor => ({ name, dtype, shape, elements });
const doubles = (name: string, ...numbers: number[]) => ({
  tensor: tensor(name, "float64", Float64Array.from(numbers)),
});
const texts = (name: string, ...elements: string[]) => ({
  tensor: { name, dtype: "string", shape: [elements.length], elements } as const,
});

/** Less or equal; is one of a set. */
const [leq, member] = [0, 6];

/**
 * Rows of a number and a text become the sum of two trees, and the label that the sum calls for. An unknown text is
 * missing, and missing goes left in the first tree.
 *
 *   tree 1: age ≤ 1.1 or missing → 0.1, else 10        tree 2: plan in {red, blue} → 0.2, else 20
 */
const nodes: readonly OnnxNode[] = [
  {
    op: "LabelEncoder",
    domain: "ai.onnx.ml",
    name: "codes",
    inputs: ["plan"],
    outputs: ["code"],
    attributes: {
      keys_tensor: texts("keys", "red", "green", "blue", "grün", "__proto__"),
      values_tensor: doubles("values", 0, 1, 2, 3, 4),
      default_tensor: doubles("default", Number.NaN),
    },
  },
  { op: "Concat", name: "row", inputs: ["age", "code"], outputs: ["x"], attributes: { axis: 1 } },
  {
    op: "TreeEnsemble",
    domain: "ai.onnx.ml",
    name: "trees",
    inputs: ["x"],
    outputs: ["sum"],
    attributes: {
      nodes_featureids: [0, 1],
      nodes_modes: { tensor: tensor("modes", "uint8", Uint8Array.of(leq, member)) },
      nodes_splits: doubles("splits", 1.1, 0),
      nodes_truenodeids: [0, 2],
      nodes_falsenodeids: [1, 3],
      nodes_trueleafs: [1, 1],
      nodes_falseleafs: [1, 1],
      nodes_missing_value_tracks_true: [1, 0],
      membership_values: doubles("members", 0, 2, Number.NaN),
      leaf_targetids: Int32Array.of(0, 0, 0, 0),
      leaf_weights: doubles("weights", 0.1, 10, 0.2, 20),
      tree_roots: [0, 1],
      n_targets: 1,
      aggregate_function: 1,
      post_transform: 0,
    },
  },
  { op: "Greater", name: "high", inputs: ["sum", "limit"], outputs: ["high"], attributes: {} },
  { op: "Cast", name: "place", inputs: ["high"], outputs: ["place"], attributes: { to: 7 } },
  { op: "Gather", name: "say", inputs: ["labels", "place"], outputs: ["label"], attributes: { axis: 0 } },
];

/** A file of texts and trees, in double precision. */
export const treesFile = (): Uint8Array =>
  encodeOnnx({
    graph: {
      name: "trees",
      nodes: [...nodes],
      inputs: [
        { name: "age", dtype: "float64", shape: ["rows", 1] },
        { name: "plan", dtype: "string", shape: ["rows", 1] },
      ],
      outputs: [
        { name: "label", dtype: "string", shape: ["rows", 1] },
        { name: "sum", dtype: "float64", shape: ["rows", 1] },
      ],
      initializers: [
        { name: "labels", dtype: "string", shape: [2], elements: ["nein", "größer ✓"] },
        { name: "limit", dtype: "float64", shape: [1], elements: Float64Array.of(10.2) },
      ],
    },
    opsets: { "": 21, "ai.onnx.ml": 5 },
    metadata: { columns: '["age","plan"]' },
    producer: "a test",
    doc: "two trees",
  });

/** 1.1 as float32 is above 1.1: trees in single precision would send it right. */
const rows = [
  [1.1, "red"],
  [1.1000000001, "blue"],
  [Number.NaN, "green"],
  [Number.NaN, "unknown"],
  [5, ""],
  [-Infinity, "grün"],
  [2, "red"],
] as const;

/** The columns of all rows, or of those at some places. */
export const feeds = (places: readonly number[] = rows.map((_, i) => i)): Record<string, OnnxArray> => ({
  age: { dtype: "float64", shape: [places.length, 1], elements: Float64Array.from(places, (i) => rows[i]![0]) },
  plan: { dtype: "string", shape: [places.length, 1], elements: places.map((i) => rows[i]![1]) },
});

export const wanted = {
  sum: [0.1 + 0.2, 10 + 0.2, 0.1 + 20, 0.1 + 20, 10 + 20, 0.1 + 20, 10 + 0.2],
  label: ["nein", "nein", "größer ✓", "größer ✓", "größer ✓", "größer ✓", "nein"],
};

/** What the file says to all rows. */
export const runTrees = async (): Promise<typeof wanted> => {
  const session = await openSession(treesFile());
  const { sum, label } = await session.run(feeds());
  await session.release();
  return { sum: Array.from(sum!.elements as Float64Array), label: [...(label!.elements as readonly string[])] };
};
