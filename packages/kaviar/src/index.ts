/** All of kaviar in one import, as namespaces: `log` is an operation on tensors and a scale of a search space. */
export * as architecture from "@kaviar/architecture";
export * as nn from "@kaviar/nn";
export * as tabular from "@kaviar/tabular";
export * as tensor from "@kaviar/tensor";
export * as tune from "@kaviar/tune";
export type { TuneOptions } from "./tuning/tune-options.ts";
