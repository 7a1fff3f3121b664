import { type Elements, type Tensor, tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { halves } from "./halves.ts";

type AnyTensor = Tensor<keyof Elements>;

const types = {
  float32: ["F32", Float32Array],
  float64: ["F64", Float64Array],
  int32: ["I32", Int32Array],
  int64: ["I64", BigInt64Array],
  uint32: ["U32", Uint32Array],
  bool: ["BOOL", Uint8Array],
} as const;

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/**
 * The safetensors format: the length of a header (8 bytes, little-endian), the header as JSON, the numbers.
 * https://huggingface.co/docs/safetensors
 */
export const encodeSafetensors = async (
  tensors: ReadonlyMap<string, AnyTensor>,
  metadata: Readonly<Record<string, string>>,
): Promise<Uint8Array> => {
  const header: Record<string, unknown> = { __metadata__: metadata };
  const parts: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  let end = 0;
  for (const [name, each] of tensors) {
    const numbers = (await each.data()) as Float32Array;
    const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    header[name] = { dtype: types[each.dtype][0], shape: each.shape, data_offsets: [end, end + bytes.length] };
    parts.push({ at: end, bytes });
    end += bytes.length;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  // The numbers begin at a multiple of eight bytes, so that they can be looked at where they are.
  const padded = Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(8 + padded + end).fill(0x20, 8, 8 + padded);
  new DataView(file.buffer).setBigUint64(0, BigInt(padded), true);
  file.set(text, 8);
  for (const { at, bytes } of parts) file.set(bytes, 8 + padded + at);
  return file;
};

export const decodeSafetensors = (
  file: Uint8Array,
): { readonly tensors: ReadonlyMap<string, AnyTensor>; readonly metadata: Readonly<Record<string, string>> } => {
  if (file.length < 8) throw damaged(`it has ${file.length} bytes`);
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  if (8 + length > file.length) throw damaged(`it has ${file.length} bytes, its header alone needs ${8 + length}`);
  const { __metadata__: metadata = {}, ...entries } = parse(file.subarray(8, 8 + length)) as Record<string, unknown> & {
    __metadata__?: Record<string, string>;
  };
  const tensors = Object.entries(entries as Record<string, Entry>).map(([name, entry]) => {
    const [from, to] = entry.data_offsets ?? [Number.NaN, Number.NaN];
    const bytes = new Uint8Array(file.subarray(8 + length + from, 8 + length + to));
    const half = Object.hasOwn(halves, entry.dtype) ? halves[entry.dtype]! : undefined;
    if (half && bytes.length === to - from) return [name, tensor(half(bytes), { shape: entry.shape })] as const;
    const found = Object.entries(types).find(([, [code]]) => code === entry.dtype);
    if (!found || bytes.length !== to - from) throw damaged(`"${name}" is ${found ? "cut off" : entry.dtype}`);
    const [dtype, [, Elements]] = found;
    const size = entry.shape.reduce((product, n) => product * n, Elements.BYTES_PER_ELEMENT);
    if (size !== bytes.length) throw damaged(`"${name}" has ${bytes.length} bytes, its shape says ${size}`);
    const numbers = new Elements(bytes.buffer) as Float32Array;
    return [name, tensor(numbers, { shape: entry.shape, dtype: dtype as "float32" })] as const;
  });
  return { tensors: new Map(tensors), metadata };
};

const parse = (header: Uint8Array): unknown => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(header));
  } catch (cause) {
    throw damaged("its header is no JSON", cause);
  }
  if (typeof parsed === "object" && parsed !== null) return parsed;
  throw damaged("its header is no record");
};

const damaged = (evidence: string, cause?: unknown): ModelError =>
  new ModelError("file", `A safetensors file begins with a header that says what is in it: ${evidence}.`, {
    remedy: "Give a file of the format .safetensors; copy it again if it was cut off on the way.",
    cause,
  });
