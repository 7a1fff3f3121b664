import { data, isTensor, type Structure } from "@kaviar/tensor";
import type { Values } from "../metrics/contract/metric.ts";

/** Numbers of one tensor, or of several by name: predictions and targets as metrics see them. */
export type ValuesTree = Values | { readonly [name: string]: ValuesTree };

export const isValues = (tree: ValuesTree): tree is Values => "data" in tree && "shape" in tree;

/** The numbers of a structure, with their shapes. */
export const readValues = async (structure: Structure): Promise<ValuesTree> => {
  const build = (part: Structure, elements: unknown): ValuesTree =>
    isTensor(part)
      ? { data: elements as ArrayLike<number>, shape: part.shape }
      : Object.fromEntries(
          Object.entries(part as Record<string, Structure>).map(([name, child]) => [
            name,
            build(child, (elements as Record<string, unknown>)[name]),
          ]),
        );
  return build(structure, (await data(structure as never)) as unknown);
};

const mapTree = (f: (...values: Values[]) => Values, first: ValuesTree, ...others: ValuesTree[]): ValuesTree =>
  isValues(first)
    ? f(first, ...(others as Values[]))
    : Object.fromEntries(
        Object.entries(first).map(([name, part]) => [
          name,
          mapTree(f, part, ...others.map((other) => (other as Record<string, ValuesTree>)[name]!)),
        ]),
      );

/** The given rows, in their order. */
export const takeRows = (tree: ValuesTree, rows: Int32Array): ValuesTree =>
  mapTree(({ data: all, shape }) => {
    const width = shape.slice(1).reduce((product, n) => product * n, 1);
    // What a tensor holds is a typed array of its kind.
    const numbers = all as Float32Array;
    const taken = new (numbers.constructor as Float32ArrayConstructor)(rows.length * width);
    if (width === 1) for (let i = 0; i < rows.length; i++) taken[i] = numbers[rows[i]!]!;
    else rows.forEach((row, i) => void taken.set(numbers.subarray(row * width, (row + 1) * width), i * width));
    return { data: taken, shape: [rows.length, ...shape.slice(1)] };
  }, tree);

/** Rows after rows. With `leading` axes more (steps and batch, say), these become one. */
export const joinRows = (trees: readonly ValuesTree[], leading = 1): ValuesTree => {
  const [first, ...rest] = trees as [ValuesTree, ...ValuesTree[]];
  return mapTree(
    (...parts) => {
      const shape = parts[0]!.shape.slice(leading);
      const width = shape.reduce((product, n) => product * n, 1);
      const total = parts.reduce((sum, { data: each }) => sum + each.length, 0);
      const [only] = parts as [Values];
      if (parts.length === 1) return { data: only.data, shape: [total / Math.max(1, width), ...shape] };
      const all = new Float32Array(total);
      let at = 0;
      for (const { data: each } of parts) {
        all.set(each, at);
        at += each.length;
      }
      return { data: all, shape: [total / Math.max(1, width), ...shape] };
    },
    first,
    ...rest,
  );
};
