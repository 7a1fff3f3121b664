import { type Column, cellsOf, formatSize, table } from "@kaviar/base/text";
import { isTensor, key, type Structure } from "@kaviar/tensor";
import { asLayer } from "../layers/contract/function-layer.ts";
import { type Initialized, initialize, type LayerLike, type Shapes } from "../layers/contract/layer.ts";
import { multiplyAddsOf } from "../layers/contract/multiply-adds.ts";
import { join } from "../parameters/parameters.ts";

/** One layer of a model; what is inside of it has rows of its own, so that each number is counted once. */
export interface SummaryRow {
  /** "encoder/dense2"; "" is the model itself. */
  readonly path: string;
  readonly name: string;
  readonly kind: string;
  /** How far inside: 0 is the model itself. */
  readonly depth: number;
  /** Without the batch. */
  readonly outputShape: Shapes;
  /** Numbers that are learned. */
  readonly parameters: number;
  /** Numbers that are kept without being learned: running averages, shares. */
  readonly state: number;
  /** For one example. */
  readonly multiplyAdds: number;
}

/** `summary` as data. Nothing is computed: only shapes are. */
export const summaryOf = (model: LayerLike, inputShape: Shapes): readonly SummaryRow[] => {
  const layer = asLayer(model);
  return rowsOf(initialize(layer, key(0), inputShape), layer.kind, layer.kind, "", 0);
};

const rowsOf = (part: Initialized, name: string, kind: string, path: string, depth: number): readonly SummaryRow[] => {
  const children = part.children ?? [];
  const inside = (count: (each: Initialized) => number): number =>
    children.reduce((sum, child) => sum + count(child.part), 0);
  const own = (count: (each: Initialized) => number): number => count(part) - inside(count);
  return [
    {
      path,
      name,
      kind,
      depth,
      outputShape: part.outputShape,
      parameters: own(({ params }) => countOf(params as Structure)),
      state: own(({ state }) => countOf(state as Structure)),
      multiplyAdds: own(multiplyAddsOf),
    },
    ...children.flatMap((child) => rowsOf(child.part, child.name, child.kind, join(path, child.name), depth + 1)),
  ];
};

const columns: readonly Column[] = [
  { title: "layer" },
  { title: "output" },
  { title: "parameters", align: "right" },
  { title: "multiply-adds", align: "right" },
];

const countOf = (structure: Structure): number => {
  if (isTensor(structure)) return structure.size;
  if (typeof structure === "number") return 1;
  return Object.values(structure).reduce((sum: number, part) => sum + countOf(part as Structure), 0);
};

/**
 * What a model is made of, as a table: layers, the shapes they make, and what they cost.
 *
 * ```ts
 * console.log(summary(sequential(dense(64), relu, dense(10)), [784]));
 * ```
 * The shape is that of one example; multiply-adds are for one example, and do not count biases and activations.
 */
export const summary = (model: LayerLike, inputShape: Shapes): string => {
  const rows = summaryOf(model, inputShape);
  const total = (what: "parameters" | "state" | "multiplyAdds") => rows.reduce((sum, row) => sum + row[what], 0);
  const input = ["input", showShapes(inputShape), "", ""];
  const layers = rows.map((row) => [
    `${"  ".repeat(row.depth)}${row.name === row.kind || isNumbered(row) ? row.name : `${row.name} (${row.kind})`}`,
    showShapes(row.outputShape),
    row.parameters > 0 ? showNumber(row.parameters) : "",
    row.multiplyAdds > 0 ? showNumber(row.multiplyAdds) : "",
  ]);
  const totals = ["total", "", showNumber(total("parameters")), showNumber(total("multiplyAdds"))];
  const lines = table(columns, [input, ...layers, totals], { gap: 3 });
  // The last column is aligned to the right, so the titles are as wide as the table.
  const rule = "─".repeat(cellsOf(lines[0]!));
  const learned = total("parameters");
  const kept = total("state");
  const also = kept > 0 ? `, ${showNumber(kept)} more kept as state` : "";
  return [
    lines[0],
    rule,
    ...lines.slice(1, -1),
    rule,
    lines.at(-1),
    `${showNumber(learned)} numbers to learn (${formatSize(4 * learned)})${also}`,
  ].join("\n");
};

/** dense2 says that it is dense. */
const isNumbered = ({ name, kind }: SummaryRow): boolean =>
  name.startsWith(kind) && /^\d*$/.test(name.slice(kind.length));

const showNumber = (n: number): string => n.toLocaleString("en-US", { maximumFractionDigits: 0 });

const showShapes = (shapes: Shapes): string => {
  if (!Array.isArray(shapes)) {
    const parts = Object.entries(shapes).map(([name, part]) => `${name}: ${showShapes(part as Shapes)}`);
    return `{ ${parts.join(", ")} }`;
  }
  const list = shapes as readonly (number | Shapes)[];
  return list.every((n) => typeof n === "number")
    ? `[${["N", ...list].join(", ")}]`
    : `(${list.map((part) => showShapes(part as Shapes)).join(", ")})`;
};
