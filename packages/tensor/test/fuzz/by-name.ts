import * as library from "@kaviar/tensor";
import type { AnyTensor } from "./operation.ts";

type Call = (...args: unknown[]) => AnyTensor;

/** A function of the library, for families of operations that are called alike. */
export const byName = (name: string): Call => (library as unknown as Readonly<Record<string, Call>>)[name]!;
