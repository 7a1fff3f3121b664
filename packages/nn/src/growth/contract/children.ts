import { asLayer } from "../../layers/contract/function-layer.ts";
import type { AnyLayer, Initialized } from "../../layers/contract/layer.ts";
import { isNumbers, type Tree } from "./numbers.ts";
import type { Side } from "./rule.ts";

export interface Child extends Side {
  readonly name: string;
}

const within = (tree: Tree, name: string): Tree => {
  const part = tree[name];
  return part === undefined || isNumbers(part) ? {} : part;
};

/** The layers that a layer is made of, with their numbers; copies of one layer are one each. */
export const childrenOf = ({ layer, params, state, part }: Side): readonly Child[] => {
  const known = layer.children ?? {};
  return (part.children ?? []).map(({ name, part: own }: { readonly name: string; readonly part: Initialized }) => ({
    name,
    layer: asLayer(known[name] ?? (Object.values(known)[0] as AnyLayer)),
    part: own,
    params: within(params, name),
    state: within(state, name),
  }));
};

/** Parts by name, those that have nothing left out, as layers keep them. */
export const gathered = (parts: readonly (readonly [name: string, part: Tree])[]): Tree =>
  Object.fromEntries(parts.filter(([, part]) => Object.keys(part).length > 0));
