import { type DType, type FloatDType, type Tensor, tensor } from "@kaviar/tensor";

/** Numbers as record.py writes them: float64, little endian, base64. */
export const decode = (text: string): Float64Array => {
  const bytes = Buffer.from(text, "base64");
  return Float64Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readDoubleLE(i * 8));
};

export interface Input {
  readonly shape: readonly number[];
  /** In 64ths. */
  readonly numbers: readonly number[];
}

export const inputOf = <D extends FloatDType>({ shape, numbers }: Input, dtype: D): Tensor<D> =>
  tensor(
    Float64Array.from(numbers, (n) => n / 64),
    { dtype, shape },
  );

/** cos 0, cos 1, cos 2, …: what results are multiplied with to make one number of them. */
export const weightsLike = <D extends DType>({ size, shape, dtype }: Tensor<D>): Tensor<D> =>
  tensor(
    Float64Array.from({ length: size }, (_, i) => Math.cos(i)),
    { dtype, shape },
  );

/** sin(place + 1), sin(place + 2), …: along which Hessians are asked for. */
export const directionLike = <D extends DType>({ size, shape, dtype }: Tensor<D>, place: number): Tensor<D> =>
  tensor(
    Float64Array.from({ length: size }, (_, i) => Math.sin(place + 1 + i)),
    { dtype, shape },
  );
