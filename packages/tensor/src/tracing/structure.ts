import { type AnyTensor, isTensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { literal } from "../primitives/constant.ts";

/** A tensor, or records and arrays of structures: what functions take and return. */
export type Structure = AnyTensor | number | readonly Structure[] | { readonly [name: string]: Structure };

/** What a function returns: because of the `[]`, TypeScript takes `[a, b]` for a pair and not for a list. */
export type Returned<Y> = Y | [];

/** Where something lies in a structure: names of records and places in arrays, from the outside in. */
export type StructurePath = readonly (string | number)[];

/** A tensor of a structure, and where it lies. */
export interface Leaf {
  readonly path: StructurePath;
  readonly tensor: AnyTensor;
}

/** Deeper ones would be more than the stack holds; nobody writes them, but programs do, and structures that hold themselves. */
const deepest = 500;

const checkDepth = (depth: number): void => {
  if (depth <= deepest) return;
  throw new TensorError("structure", `A structure nests at most ${deepest} deep.`, {
    remedy: "Keep long chains in one array, side by side. Does a record hold itself?",
  });
};

const showPath = (path: StructurePath): string =>
  path.length === 0 ? "the value" : path.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`)).join("");

/**
 * The tensors of a structure in the order of `flatten` (records by name as written), each with its path.
 *
 * ```ts
 * leavesOf({ dense: { w, b } }).map(({ path }) => path.join("/")); // ["dense/w", "dense/b"]
 * ```
 * A number is a leaf too, as a tensor of it.
 */
export const leavesOf = (structure: unknown, path: StructurePath = []): Leaf[] => {
  checkDepth(path.length);
  if (isTensor(structure)) return [{ path, tensor: structure }];
  if (typeof structure === "number") return [{ path, tensor: literal(structure, "float32") }];
  if (Array.isArray(structure)) return structure.flatMap((part, i) => leavesOf(part, [...path, i]));
  if (isRecord(structure)) return Object.entries(structure).flatMap(([name, part]) => leavesOf(part, [...path, name]));
  throw new TensorError(
    "structure",
    `A structure is a tensor, or records and arrays of tensors: ${showPath(path)} is ${kindOf(structure)}.`,
    {
      remedy: "Close over what is no tensor instead of passing it, or make it a tensor: tensor(value).",
    },
  );
};

const isRecord = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const kindOf = (value: unknown): string => {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "object") return `a ${value.constructor?.name ?? "object"}`;
  return `a ${typeof value}`;
};

export const flatten = (structure: unknown): AnyTensor[] => {
  const found: AnyTensor[] = [];
  const collect = (part: unknown, depth: number): void => {
    checkDepth(depth);
    if (isTensor(part)) found.push(part);
    else if (typeof part === "number") found.push(literal(part, "float32"));
    else if (Array.isArray(part)) for (const each of part) collect(each, depth + 1);
    else if (isRecord(part)) for (const name of Object.keys(part)) collect(part[name], depth + 1);
    // Not a structure: the walk that keeps the path says where.
    else leavesOf(structure);
  };
  collect(structure, 0);
  return found;
};

const isLeaf = (part: unknown): part is AnyTensor | number => isTensor(part) || typeof part === "number";

/** The tensors of `other` in the order of `structure`, whose places it must have; records match by name. */
export const flattenLike = (structure: unknown, other: unknown, law: string): AnyTensor[] => {
  const found: AnyTensor[] = [];
  const collect = (part: unknown, its: unknown, depth = 0): boolean => {
    checkDepth(depth);
    if (isLeaf(part)) return isLeaf(its) && found.push(...flatten(its)) > 0;
    if (Array.isArray(part))
      return (
        Array.isArray(its) && its.length === part.length && part.every((each, i) => collect(each, its[i], depth + 1))
      );
    if (!isRecord(part) || !isRecord(its)) return false;
    const names = Object.keys(part);
    return names.length === Object.keys(its).length && names.every((name) => collect(part[name], its[name], depth + 1));
  };
  if (collect(structure, other)) return found;
  throw new TensorError("structure", `${law}: got ${signatureOf(other)} for ${signatureOf(structure)}.`);
};

/** The same structure around other tensors. */
export const unflatten = <S>(structure: S, tensors: readonly AnyTensor[]): S => {
  let next = 0;
  const build = (part: unknown): unknown => {
    if (isTensor(part) || typeof part === "number") return tensors[next++];
    if (Array.isArray(part)) return part.map(build);
    return Object.fromEntries(Object.entries(part as object).map(([name, each]) => [name, build(each)]));
  };
  return build(structure) as S;
};

/**
 * Applies a function to corresponding tensors of structures with the same places; records match by name.
 *
 * ```ts
 * mapStructure((p, g) => p.sub(g.mul(0.1)), params, gradient);
 * ```
 */
export const mapStructure = <S>(f: (...tensors: AnyTensor[]) => AnyTensor, first: S, ...others: readonly S[]): S => {
  const law = "mapStructure needs structures with the same places";
  const lists = [flatten(first), ...others.map((other) => flattenLike(first, other, law))];
  return unflatten(
    first,
    lists[0]!.map((_, i) => f(...lists.map((list) => list[i]!))),
  );
};

/** A text that is equal for structures with the same places, shapes and dtypes. */
export const signatureOf = (structure: unknown, depth = 0): string => {
  checkDepth(depth);
  if (isTensor(structure)) return `${structure.dtype}[${structure.shape.join()}]`;
  if (typeof structure === "number") return "float32[]";
  if (Array.isArray(structure)) return `(${structure.map((part) => signatureOf(part, depth + 1)).join()})`;
  if (isRecord(structure))
    return `{${Object.entries(structure)
      .map(([name, part]) => `${JSON.stringify(name)}:${signatureOf(part, depth + 1)}`)
      .join()}}`;
  leavesOf(structure);
  return "";
};
