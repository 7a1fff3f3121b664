import { type DType, isTensor, type Nested, type Tensor, tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import type { Parameters } from "../parameters/parameters.ts";

type Numbers = number | readonly Numbers[];

/** The dtype that plain numbers beside these are taken for. */
export type FloatOf<S> =
  S extends Tensor<infer D>
    ? D extends "float64"
      ? "float64"
      : "float32"
    : S extends Float64Array
      ? "float64"
      : S extends Numbers | Float32Array
        ? "float32"
        : FloatOf<S[keyof S]>;

/** What a minimized function is called with: a tensor in place of each number, array of numbers or tensor. */
export type Variables<S, D extends DType> =
  S extends Tensor<DType>
    ? S
    : S extends Float32Array
      ? Tensor
      : S extends Float64Array
        ? Tensor<"float64">
        : S extends Int32Array
          ? Tensor<"int32">
          : S extends Numbers
            ? Tensor<D>
            : { readonly [Name in keyof S]: Variables<S[Name], D> };

/** A point in the form that the start came in. */
export type Point<S> = S extends Tensor<DType> | Float32Array | Float64Array
  ? S
  : S extends number
    ? number
    : { -readonly [Name in keyof S]: Point<S[Name]> };

/** A structure of numbers as tensors by name, and back. */
export interface Arrangement<S, D extends DType> {
  readonly tensors: Parameters;
  readonly variables: (tensors: Parameters) => Variables<S, D>;
  readonly point: (tensors: Parameters) => Promise<Point<S>>;
}

const isNumbers = (part: unknown): boolean =>
  typeof part === "number" || (Array.isArray(part) && part.length > 0 && part.every(isNumbers));

const isLeaf = (part: unknown): boolean => isTensor(part) || isNumbers(part) || ArrayBuffer.isView(part);

const isRecord = (part: unknown): part is Record<string, unknown> =>
  typeof part === "object" && part !== null && !ArrayBuffer.isView(part);

/** Plain numbers become tensors of `dtype`. */
export const arrange = <S, D extends DType>(what: string, start: S, dtype: D): Arrangement<S, D> => {
  const leaves: { readonly path: string; readonly given: unknown }[] = [];
  const walk = (part: unknown, path: string, visit: (path: string, leaf: unknown) => unknown): unknown => {
    if (isLeaf(part)) return visit(path, part);
    const below = (name: string | number) => (path === "" ? String(name) : `${path}/${name}`);
    if (Array.isArray(part)) return part.map((each, i) => walk(each, below(i), visit));
    if (isRecord(part)) {
      return Object.fromEntries(Object.entries(part).map(([name, each]) => [name, walk(each, below(name), visit)]));
    }
    throw new ModelError(
      "data",
      `${what} is numbers, tensors, or records and arrays of them: ${path || "it"} is ${part === null ? "null" : typeof part}.`,
      { remedy: "Leave out what is no number." },
    );
  };
  walk(start, "", (path, given) => leaves.push({ path: path || "x", given }));
  const build = (leafOf: (path: string, given: unknown) => unknown) =>
    walk(start, "", (path, given) => leafOf(path || "x", given));
  const asTensor = (given: unknown): Tensor =>
    (isTensor(given) ? given : tensor(given as Nested, ArrayBuffer.isView(given) ? {} : { dtype })) as Tensor;
  return {
    tensors: Object.fromEntries(leaves.map(({ path, given }) => [path, asTensor(given)])),
    variables: (tensors) => build((path) => tensors[path]) as Variables<S, D>,
    point: async (tensors) => {
      const found = new Map<string, unknown>();
      for (const { path, given } of leaves) found.set(path, await restore(given, tensors[path] as Tensor));
      return build((path) => found.get(path)) as Point<S>;
    },
  };
};

const restore = async (given: unknown, found: Tensor): Promise<unknown> => {
  if (isTensor(given)) return found;
  return ArrayBuffer.isView(given) ? found.data() : found.array();
};

/** float64 where a tensor or typed array among the numbers is. */
export const floatIn = (start: unknown): "float32" | "float64" => {
  if (isTensor(start)) return start.dtype === "float64" ? "float64" : "float32";
  if (ArrayBuffer.isView(start)) return start instanceof Float64Array ? "float64" : "float32";
  const parts = isRecord(start) ? Object.values(start) : [];
  return parts.some((part) => floatIn(part) === "float64") ? "float64" : "float32";
};
