import type { GraphBuilder, Wire } from "../../onnx/graph-builder.ts";
import { type NumberColumn, numbersColumn, originsOf } from "../../table/column.ts";
import type { Table } from "../../table/table.ts";
import { wiresNamed } from "./replacing.ts";
import { checkSize } from "./size.ts";

/** A product is one that was made before, or a column, times one more column. */
interface Product {
  readonly name: string;
  /** Its place in the list of columns and, behind them, products. */
  readonly of: number;
  /** The number of the column. */
  readonly by: number;
}

export interface Products {
  readonly columns: readonly string[];
  /** Those of each degree, from 2 on. */
  readonly degrees: readonly (readonly Product[])[];
}

interface ProductOptions {
  readonly rows: number;
  readonly degree: number;
  readonly interactionOnly: boolean;
}

/** All products of columns, in scikit-learn's order. */
export const productsOf = (
  owner: string,
  columns: readonly string[],
  { rows, degree, interactionOnly }: ProductOptions,
): Products => {
  checkSize(
    owner,
    rows,
    countOf(columns.length, degree, interactionOnly),
    "Choose columns by forColumns, or a lower degree.",
  );
  const fresh = freshNames(columns);
  let last = columns.map((_, place) => ({ place, factors: [place] }));
  let made = columns.length;
  const degrees: Product[][] = [];
  for (let d = 2; d <= degree; d++) {
    const products = last.flatMap(({ place, factors }) => {
      const from = factors.at(-1)! + (interactionOnly ? 1 : 0);
      return columns.slice(from).map((_, i) => ({ of: place, by: from + i, factors: [...factors, from + i] }));
    });
    degrees.push(products.map(({ of, by, factors }) => ({ of, by, name: fresh(nameOf(columns, factors)) })));
    last = products.map(({ factors }, i) => ({ place: made + i, factors }));
    made += products.length;
  }
  return { columns, degrees };
};

/** How many columns and products there are: Σ C(n + d − 1, d), or Σ C(n, d). */
const countOf = (columns: number, degree: number, interactionOnly: boolean): number => {
  let [count, all] = [1, 0];
  for (let d = 1; d <= degree; d++) {
    count *= Math.max(0, interactionOnly ? columns - d + 1 : columns + d - 1) / d;
    all += count;
  }
  return Math.round(all);
};

/** A name that is taken, as that of a product of products may be, goes on with a number: `a^2`, `a^2 (2)`. */
const freshNames = (columns: readonly string[]): ((name: string) => string) => {
  const taken = new Set(columns);
  return (name) => {
    let own = name;
    for (let count = 2; taken.has(own); count++) own = `${name} (${count})`;
    taken.add(own);
    return own;
  };
};

const nameOf = (columns: readonly string[], factors: readonly number[]): string => {
  const powers = new Map<number, number>();
  for (const factor of factors) powers.set(factor, (powers.get(factor) ?? 0) + 1);
  return [...powers].map(([c, power]) => (power === 1 ? columns[c]! : `${columns[c]}^${power}`)).join("*");
};

export const productColumns = ({ columns, degrees }: Products, table: Table): readonly NumberColumn[] => {
  const factors = columns.map((name) => table.column(name).data as NumberColumn);
  const all = [...factors];
  for (const products of degrees) {
    for (const { name, of, by } of products) {
      const [one, other] = [all[of]!, factors[by]!];
      const values = one.values.map((value, row) => value * other.values[row]!);
      all.push(numbersColumn(name, values, [...new Set([...originsOf(one), ...originsOf(other)])]));
    }
  }
  return all.slice(columns.length);
};

export const productWires = (
  { columns, degrees }: Products,
  wires: readonly Wire[],
  graph: GraphBuilder,
): readonly Wire[] => {
  const factors = wiresNamed(columns, wires);
  const all = [...factors];
  for (const products of degrees) {
    if (products.length === 0) break;
    const ones = graph.numbers(products.map(({ of }) => all[of]!));
    const others = graph.numbers(products.map(({ by }) => factors[by]!));
    const names = products.map(({ name }) => name);
    all.push(...graph.wires(graph.node("Mul", [ones, others]), names));
  }
  return all.slice(columns.length);
};
