export type { Regularizer } from "./regularizer.ts";
