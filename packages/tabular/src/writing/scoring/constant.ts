import type { OnnxTensor } from "@kaviar/tensor/onnx";

/** Up to so many letters numbers are written as people read them. */
const readable = 72;

const views = { u8: Uint8Array, u16: Uint16Array, i32: Int32Array, f32: Float32Array, f64: Float64Array } as const;

/** What numbers that are written as letters are read by. */
export const packedCode = `const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
const u8 = (text) => new Uint8Array(bytes(text));
const u16 = (text) => new Uint16Array(bytes(text));
const i32 = (text) => new Int32Array(bytes(text));
const f32 = (text) => new Float32Array(bytes(text));
const f64 = (text) => new Float64Array(bytes(text));`;

const numberText = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

/** An array of numbers: in figures where these are few, else the bytes of the smallest kind that holds them all. */
export const numbersCode = (values: readonly number[]): string => {
  const figures = `[${values.map(numberText).join(", ")}]`;
  if (figures.length <= readable) return figures;
  for (const [name, View] of Object.entries(views)) {
    const view = View.from(values);
    if (!values.every((value, i) => Object.is(value, view[i]))) continue;
    const packed = `${name}("${base64(new Uint8Array(view.buffer))}")`;
    return packed.length < figures.length ? packed : figures;
  }
  return figures;
};

const base64 = (bytes: Uint8Array): string => {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
};

export const textsCode = (texts: readonly string[]): string =>
  `[${texts.map((text) => JSON.stringify(text)).join(", ")}]`;

/** What a tensor holds, as an array. */
export const elementsCode = ({ dtype, elements }: OnnxTensor): string =>
  dtype === "string"
    ? JSON.stringify(elements)
    : numbersCode(Array.from(elements as ArrayLike<number | bigint>, Number));

/** A tensor, in the array that operators expect. */
export const tensorCode = (tensor: OnnxTensor): string => {
  const { dtype, shape } = tensor;
  const elements = elementsCode(tensor);
  const data =
    dtype === "string" ? elements : `${dtype === "float32" ? "Float32Array" : "Float64Array"}.from(${elements})`;
  return `{ shape: [${shape.join(", ")}], data: ${data} }`;
};
