import { isTensor, type Tensor } from "@kaviar/tensor";
import type { Initialized } from "../layers/contract/layer.ts";
import { join, type Parameters } from "../parameters/parameters.ts";
import { conversions, insides, type Source } from "./conversions.ts";

/** A layer with tensors of its own: parameters, and state that is kept without being learned. */
export interface Unit {
  readonly path: string;
  readonly kind: string;
  /** By their names inside of the layer: "weight", "query/weight". */
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly sources: readonly Source[];
}

/** State that files hold; what else a layer keeps (a share of dropout) is an option. */
const kept = new Set(["mean", "variance"]);

const flat = (tree: Readonly<Record<string, unknown>>, path = ""): [string, Tensor][] =>
  Object.entries(tree).flatMap(([name, part]) =>
    isTensor(part)
      ? [[join(path, name), part as Tensor]]
      : typeof part === "object" && part !== null
        ? flat(part as Record<string, unknown>, join(path, name))
        : [],
  );

/** The layers of a model that have tensors, in the order in which they stand in it. */
export const unitsOf = (part: Initialized, kind: string, path = ""): readonly Unit[] => {
  const sources = Object.hasOwn(conversions, kind) ? conversions[kind as keyof typeof conversions]! : [];
  const inner = Object.hasOwn(insides, kind) ? insides[kind]! : {};
  const children = part.children ?? [];
  const taken = new Set([...children.map(({ name }) => name), ...Object.keys(inner)]);
  const own = Object.entries(part.params).filter(([name]) => !taken.has(name));
  const state = Object.entries(part.state).filter(([name]) => !taken.has(name) && kept.has(name));
  const tensors = new Map(flat(Object.fromEntries([...own, ...state])));
  return [
    ...(tensors.size > 0 ? [{ path, kind, tensors, sources }] : []),
    ...Object.entries(inner).flatMap(([name, each]) => {
      const params = part.params[name] as Parameters | undefined;
      return params ? unitsOf({ params, state: {}, outputShape: [] }, each, join(path, name)) : [];
    }),
    ...children.flatMap((child) => unitsOf(child.part, child.kind, join(path, child.name))),
  ];
};
