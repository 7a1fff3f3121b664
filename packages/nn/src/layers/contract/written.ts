import type { Json } from "./layer.ts";

/** Options as a file can hold them: without what was not said, and without functions, which only matter at the start. */
export const written = (options: object): { readonly [name: string]: Json } =>
  Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined && typeof value !== "function"),
  ) as { readonly [name: string]: Json };
