import { readFileSync } from "node:fs";
import { type DType, type Tensor, tensor } from "@kaviar/tensor";

/** An array as record.py writes it. */
export interface Recorded {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly elements: string;
}

const views = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint32: Uint32Array,
  bool: Uint8Array,
};

export const tensorOf = ({ dtype, shape, elements }: Recorded): Tensor<DType> => {
  const bytes = Uint8Array.from(Buffer.from(elements, "base64"));
  return tensor(new views[dtype](bytes.buffer), { shape, dtype });
};

export const read = (name: string): Uint8Array => readFileSync(new URL(name, import.meta.url));

export const readJson = <T>(name: string): T => JSON.parse(new TextDecoder().decode(read(name))) as T;

export const mapValues = <T, U>(record: Readonly<Record<string, T>>, f: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]));
