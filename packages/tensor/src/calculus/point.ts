import { type AnyTensor, isTensor, type Tensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { data } from "../evaluation/data.ts";
import { type Nested, tensor } from "../operations/creation.ts";
import { allocate, dtypeOfElements } from "../values/dtype.ts";
import { type Shape, sizeOf } from "../values/shape.ts";
import type { Vector } from "./vector.ts";

type Numbers = number | Float32Array | Float64Array | readonly Numbers[];

/**
 * A search starts from a number, (nested) arrays of numbers, a tensor, or records and arrays of these. This is what its
 * function is called with: a float64 tensor in place of each number, array of numbers or tensor.
 */
export type Variables<S> = S extends AnyTensor | Numbers
  ? Tensor<"float64">
  : { readonly [Name in keyof S]: Variables<S[Name]> };

/** A point in the form that the start came in; tensors are float64 and computed. */
export type Point<S> = S extends AnyTensor
  ? Tensor<"float64">
  : S extends number
    ? number
    : S extends Float32Array | Float64Array
      ? Float64Array
      : { -readonly [Name in keyof S]: Point<S[Name]> };

/** A function to be minimized, solved or looked at. */
export type Scalar64<S> = (x: Variables<S>) => Tensor<"float64">;

type Path = readonly (string | number)[];

interface Leaf {
  readonly path: Path;
  readonly shape: Shape;
  readonly elements: Vector;
  /** From a vector's elements to the form the leaf came in. */
  readonly restore: (elements: Vector) => unknown;
}

/** A structure and the flat vector of all its numbers: searches see the one, functions and users the other. */
export interface Space<S> {
  readonly size: number;
  readonly start: Vector;
  readonly variables: (flat: Tensor<"float64">) => Variables<S>;
  readonly point: (flat: Vector) => Point<S>;
  /** Where a number of the flat vector is in the structure. */
  readonly placeOf: (index: number) => { readonly path: string; readonly index: readonly number[] };
}

/** What is asked of the numbers of a structure. */
interface Law {
  readonly says: string;
  /** What the structure as a whole is called. */
  readonly whole: string;
  readonly holds: (x: number) => boolean;
}

const finite: Law = { says: "starts from finite numbers", whole: "the start", holds: Number.isFinite };

export const spaceOf = async <S>(operation: string, start: S, law: Law = finite): Promise<Space<S>> => {
  const leaves = await readLeaves(operation, start, [], law);
  const ends: number[] = [];
  for (const { elements } of leaves) ends.push((ends.at(-1) ?? 0) + elements.length);
  const size = ends.at(-1) ?? 0;
  const flat = allocate("float64", size);
  leaves.forEach(({ elements }, i) => flat.set(elements, ends[i]! - elements.length));
  const rangeOf = (i: number) => [ends[i]! - leaves[i]!.elements.length, ends[i]!] as const;
  const build = (leafAt: (i: number) => unknown): unknown => {
    let next = 0;
    const walk = (part: unknown): unknown => {
      if (isLeaf(part)) return leafAt(next++);
      if (Array.isArray(part)) return part.map(walk);
      return Object.fromEntries(Object.entries(part as object).map(([name, each]) => [name, walk(each)]));
    };
    return walk(start);
  };
  return {
    size,
    start: flat,
    variables: (x) =>
      build((i) =>
        leaves.length === 1 ? x.reshape(leaves[i]!.shape) : x.slice(rangeOf(i)).reshape(leaves[i]!.shape),
      ) as Variables<S>,
    point: (x) => build((i) => leaves[i]!.restore(x.slice(...rangeOf(i)))) as Point<S>,
    placeOf: (index) => {
      const i = ends.findIndex((end) => index < end);
      const { path, shape } = leaves[i]!;
      return { path: showPath(path), index: coordinates(index - rangeOf(i)[0], shape) };
    },
  };
};

const showPath = (path: Path): string =>
  path.map((part, i) => (typeof part === "number" ? `[${part}]` : `${i > 0 ? "." : ""}${part}`)).join("");

const coordinates = (flat: number, shape: Shape): number[] => {
  let rest = flat;
  return [...shape]
    .reverse()
    .map((length) => {
      const at = rest % length;
      rest = Math.floor(rest / length);
      return at;
    })
    .reverse();
};

const isNumbers = (value: unknown): value is number | readonly unknown[] =>
  typeof value === "number" || (Array.isArray(value) && value.every(isNumbers));

const isLeaf = (value: unknown): boolean => isTensor(value) || isNumbers(value) || dtypeOfElements(value) !== undefined;

const readLeaves = async (operation: string, part: unknown, path: Path, law: Law): Promise<Leaf[]> => {
  const inside = (each: unknown, name: string | number) => readLeaves(operation, each, [...path, name], law);
  if (isLeaf(part)) return [await leafOf(operation, part, path, law)];
  if (Array.isArray(part)) return (await Promise.all(part.map(inside))).flat();
  if (typeof part === "object" && part !== null && Object.getPrototypeOf(part) === Object.prototype) {
    const entries = Object.entries(part);
    return (await Promise.all(entries.map(([name, each]) => inside(each, name)))).flat();
  }
  throw new TensorError(
    "structure",
    `${operation} starts from numbers: a number, arrays of numbers, tensors, or records and arrays of them; ${showPath(path) || "the start"} is ${part === null ? "null" : typeof part}.`,
  );
};

const leafOf = async (operation: string, part: unknown, path: Path, law: Law): Promise<Leaf> => {
  const given = isTensor(part) ? part.cast("float64") : tensor(part as Nested, { dtype: "float64" });
  const elements = await data(given);
  const odd = elements.find((each) => !law.holds(each));
  if (odd !== undefined) {
    throw new TensorError("nan", `${operation} ${law.says}: ${showPath(path) || law.whole} has ${odd}.`);
  }
  const { shape } = given;
  const restore = (flat: Vector): unknown => {
    if (isTensor(part)) return tensor(flat, { shape });
    return dtypeOfElements(part) ? flat : nest(flat, shape);
  };
  return { path, shape, elements, restore };
};

/** Nested arrays of a shape around flat elements. */
const nest = (flat: Vector, shape: Shape): number | unknown[] => {
  const [length, ...rest] = shape;
  if (length === undefined) return flat[0]!;
  const width = sizeOf(rest);
  return Array.from({ length }, (_, i) => nest(flat.subarray(i * width, (i + 1) * width), rest));
};

/** A few digits, for sentences. */
export const showNumber = (x: number): string =>
  String(Math.abs(x) < 1e6 && Number.isInteger(x) ? x : Number(x.toPrecision(4)));

/** A point in a sentence: at most eight of its numbers. */
export const showPoint = (x: ArrayLike<number>): string => {
  const shown = Array.from(x)
    .slice(0, 8)
    .map((each) => String(Number(each.toPrecision(6))));
  if (x.length === 1) return shown[0]!;
  return `[${shown.join(", ")}${x.length > 8 ? `, … ${x.length} numbers` : ""}]`;
};
