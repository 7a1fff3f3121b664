import type { Json } from "./layer.ts";

/** Options that functions were left out of. */
const incomplete = new WeakSet<object>();

/** Options as a file can hold them: without what was not said, and without functions, which only matter at the start. */
export const written = (options: object): { readonly [name: string]: Json } => {
  const said = Object.entries(options).filter(([, value]) => value !== undefined);
  const data = Object.fromEntries(said.filter(([, value]) => typeof value !== "function"));
  if (said.some(([, value]) => typeof value === "function")) incomplete.add(data);
  return data as { readonly [name: string]: Json };
};

/** Has a layer with these options a start of its own, which they do not say? */
export const hasOwnStart = (options: object | undefined): boolean => options !== undefined && incomplete.has(options);
