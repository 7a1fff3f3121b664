import { oneOf, optionsThrowing } from "@kaviar/base/check";
import { dtypes } from "../values/dtype.ts";
import { TensorError } from "./error.ts";

/** The makers of tables of options in this package. */
export const { options, optionsOf, tables } = optionsThrowing(
  (evidence, remedy) => new TensorError("options", evidence, { remedy }),
);

export const anyDType = oneOf(...dtypes);

export const floatDType = oneOf("float32", "float64");
