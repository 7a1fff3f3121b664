import { applyOne, type Primitive, zero } from "../core/primitive.ts";
import type { Tensor } from "../core/tensor.ts";
import type { DType } from "../values/dtype.ts";
import { generate } from "../values/values.ts";

export interface IotaParams {
  readonly length: number;
  readonly dtype: "int32" | "int64" | "float32" | "float64";
}

/** 0, 1, 2, … — the table from which masks, one-hot rows and index grids are made. */
export const iotaPrimitive: Primitive<IotaParams> = {
  name: "iota",
  infer: (_, { length, dtype }) => [{ shape: [length], dtype }],
  evaluate: (_, { length, dtype }) => [generate([length], dtype, ([i]) => i!)],
  lower: (emit, _, { params: { length, dtype } }) => [
    length <= 64
      ? emit.constant(
          dtype,
          [length],
          Array.from({ length }, (_, i) => i),
        )
      : emit.op("Range", [emit.scalar(dtype, 0), emit.scalar(dtype, length), emit.scalar(dtype, 1)]),
  ],
  derivative: zero,
  batch: (_, __, params, size) => [applyOne(iotaPrimitive, [], params).broadcastTo([size, params.length])],
};

/** 0 … length − 1 */
export const iota = <D extends DType = "int32">(length: number, dtype?: D): Tensor<D> =>
  applyOne(iotaPrimitive, [], { length, dtype: (dtype ?? "int32") as IotaParams["dtype"] }) as Tensor<D>;
