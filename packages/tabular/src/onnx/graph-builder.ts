/** The types that tensors of a pipeline's graph have. */
export type WireType = "double" | "string" | "int32" | "int64" | "bool" | "float" | "uint8";

/** Where a column of a table is in a graph: a column of a tensor [rows, width] of doubles or of strings. */
export interface Wire {
  readonly column: string;
  readonly kind: "numbers" | "texts";
  readonly tensor: string;
  readonly index: number;
}

/** Whole numbers as they are, a float or floats said so, a tensor as a constant. */
export type GraphAttribute =
  | number
  | readonly number[]
  | Int32Array
  | string
  | { readonly float: number }
  | { readonly floats: ArrayLike<number> }
  | { readonly texts: readonly string[] }
  | { readonly tensor: GraphConstant };

export interface GraphConstant {
  readonly type: WireType;
  readonly shape: readonly number[];
  readonly elements: ArrayLike<number> | ArrayLike<bigint> | readonly string[];
}

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, GraphAttribute>>;
  /** `ai.onnx.ml` for operators of classical models; plain ones have none. */
  readonly domain?: "ai.onnx.ml";
}

/** What comes of one row. */
export interface RowResult {
  readonly type: WireType;
  readonly shape: readonly number[];
}

/**
 * Writes a graph node by node. Tensors have names, which the builder makes; a missing number is NaN, a missing text "".
 *
 * ```ts
 * const x = graph.numbers(wires);                                   // [rows, wires.length]
 * const y = graph.node("Div", [x, graph.doubles(scales)]);
 * return graph.wires(y, wires.map(({ column }) => column));
 * ```
 */
export interface GraphBuilder {
  /** A node with one output, and that output. */
  node(op: string, inputs: readonly string[], options?: NodeOptions): string;
  /** A node with several outputs. */
  nodeWith(op: string, outputs: number, inputs: readonly string[], options?: NodeOptions): readonly string[];
  constant(constant: GraphConstant): string;
  /** A constant of doubles; a vector unless a shape is given, `[]` for a number. */
  doubles(values: ArrayLike<number>, shape?: readonly number[]): string;
  integers(values: readonly number[], shape?: readonly number[]): string;
  strings(values: readonly string[], shape?: readonly number[]): string;
  /**
   * Does something with each row, [width], of a tensor of doubles [rows, width] by itself: where all rows at once would take
   * too much room. `write` makes nodes and constants only; the results of all rows lie one below the other.
   */
  eachRow(
    tensor: string,
    width: number,
    results: readonly RowResult[],
    write: (row: string) => readonly string[],
  ): readonly string[];
  /** Columns of numbers as one tensor [rows, columns]. */
  numbers(wires: readonly Wire[]): string;
  /** One column of texts as a tensor [rows, 1]. */
  texts(wire: Wire): string;
  /** The columns of a tensor of doubles, by name. The tensor has these and no others. */
  wires(tensor: string, names: readonly string[]): readonly Wire[];
}
