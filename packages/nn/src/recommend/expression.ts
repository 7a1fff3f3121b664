import type { Tensor } from "@kaviar/tensor";
import { vocabulary } from "./vocabulary.ts";

type Name = keyof typeof vocabulary;

/** A piece of a recommendation as data: it is written as code, and it is what that code comes to. */
export type Expression =
  | number
  | boolean
  | string
  | readonly Expression[]
  | { readonly fields: { readonly [name: string]: Expression } }
  | { readonly name: Name; readonly given?: readonly Expression[] }
  /** The function that brings outputs to the scale of targets. */
  | { readonly times: number; readonly plus: number };

/** What stands under a name: `named("relu")`. */
export const named = (name: Name): Expression => ({ name });

/** A call: `call("dense", 32)`. */
export const call = (name: Name, ...given: readonly Expression[]): Expression => ({ name, given });

const isList = (it: Expression): it is readonly Expression[] => Array.isArray(it);

/** As code. */
export const codeOf = (it: Expression): string => {
  if (typeof it !== "object") return JSON.stringify(it);
  if (isList(it)) return `[${it.map(codeOf).join(", ")}]`;
  if ("fields" in it) return `{ ${fieldsOf(it.fields).join(", ")} }`;
  if ("times" in it) return `(y) => y.mul(${it.times})${it.plus === 0 ? "" : `.add(${it.plus})`}`;
  return it.given === undefined ? it.name : `${it.name}(${it.given.map(codeOf).join(", ")})`;
};

/** The fields of a record as code, one by one. */
export const fieldsOf = (record: { readonly [name: string]: Expression }): readonly string[] =>
  Object.entries(record).map(([name, value]) => {
    const code = codeOf(value);
    return code === name ? name : `${name}: ${code}`;
  });

/** What the code comes to. */
export const evaluated = (it: Expression): unknown => {
  if (typeof it !== "object") return it;
  if (isList(it)) return it.map(evaluated);
  if ("fields" in it)
    return Object.fromEntries(Object.entries(it.fields).map(([name, each]) => [name, evaluated(each)]));
  if ("times" in it) {
    const { times, plus } = it;
    return (y: Tensor) => (plus === 0 ? y.mul(times) : y.mul(times).add(plus));
  }
  const meant: unknown = vocabulary[it.name];
  return it.given === undefined ? meant : (meant as (...given: unknown[]) => unknown)(...it.given.map(evaluated));
};

/** The names that the code imports. */
export const namesIn = (it: Expression): readonly string[] => {
  if (typeof it !== "object" || "times" in it) return [];
  if (isList(it)) return it.flatMap(namesIn);
  if ("fields" in it) return Object.values(it.fields).flatMap(namesIn);
  return [it.name, ...(it.given ?? []).flatMap(namesIn)];
};
