import type * as library from "@kaviar/tensor";
import type { DType, TensorMethods } from "@kaviar/tensor";
import type { LeftOut } from "../left-out.ts";
import type { Operation } from "../operation.ts";
import { control } from "./control.ts";
import { creation } from "./creation.ts";
import { elementwise } from "./elementwise.ts";
import { indexing } from "./indexing.ts";
import { layers } from "./layers.ts";
import { linearAlgebra } from "./linear-algebra.ts";
import { products } from "./products.ts";
import { reductions } from "./reductions.ts";
import { shaping } from "./shaping.ts";
import { transformations } from "./transformations.ts";
import { windows } from "./windows.ts";

type Exports = typeof library;
type FunctionName = {
  [Name in keyof Exports]: Exports[Name] extends (...args: never[]) => unknown ? Name : never;
}[keyof Exports];

/** What can be called: the functions of the package and the methods of its tensors. */
type PublicName = FunctionName | keyof TensorMethods<DType>;

/** Each of them is in the table below, or there is a reason why not. */
export type OperationName = Exclude<PublicName, LeftOut>;

const all: { readonly [Name in OperationName]: Operation } = {
  ...creation,
  ...elementwise,
  ...reductions,
  ...shaping,
  ...indexing,
  ...products,
  ...windows,
  ...linearAlgebra,
  ...layers,
  ...control,
  ...transformations,
};

export const operations: Readonly<Record<OperationName, Operation>> = all;
export const operationNames = Object.keys(operations) as OperationName[];
