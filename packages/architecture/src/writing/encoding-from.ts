import type { OnnxArray } from "@kaviar/tensor/onnx";
import { isTexts, type Rows } from "../data/rows.ts";
import { ArchitectureError } from "../error.ts";
import { type TextEncoding, textEncoderFrom } from "../families/text/text-encoding.ts";
import type { InputCard } from "./network-card.ts";

type Encode = (rows: Rows) => readonly OnnxArray[];

/** What makes the arrays that a file takes of rows as a search took them. */
export const encodingFrom = (input: InputCard): Encode => {
  switch (input.kind) {
    case "image":
      return (rows) => [channelsLast(rows)];
    case "sequence":
    case "table":
      return (rows) => [numbers(rows)];
    case "text":
      return textArrays(input.encoding as TextEncoding);
  }
};

/** In the order of the file's inputs: tokens; or terms, and what they count. */
const textArrays = (encoding: TextEncoding): Encode => {
  const { encode } = textEncoderFrom(encoding);
  const arrayOf = ({ data, shape }: NumberRows): OnnxArray => ({
    dtype: data instanceof Int32Array ? "int32" : "float32",
    shape,
    elements: data,
  });
  return (rows) => {
    if (!isTexts(rows)) throw new ArchitectureError("data", "The file takes texts: got numbers.");
    const encoded = encode(rows) as NumberRows | Readonly<Record<string, NumberRows>>;
    return "shape" in encoded ? [arrayOf(encoded as NumberRows)] : Object.values(encoded).map(arrayOf);
  };
};

interface NumberRows {
  readonly data: Int32Array | Float32Array;
  readonly shape: readonly number[];
}

const numbers = (rows: Rows): OnnxArray => {
  if (isTexts(rows)) throw new ArchitectureError("data", "The file takes numbers: got texts.");
  return { dtype: "float32", shape: rows.shape, elements: Float32Array.from(rows.data) };
};

/** The file takes images as they are decoded: [N, H, W, C], in bytes. */
const channelsLast = (rows: Rows): OnnxArray => {
  if (isTexts(rows)) throw new ArchitectureError("data", "The file takes images: got texts.");
  const [count, channels, height, width] = rows.shape as [number, number, number, number];
  const places = height * width;
  const elements = new Uint8Array(rows.data.length);
  for (let image = 0; image < count; image++)
    for (let c = 0; c < channels; c++)
      for (let place = 0; place < places; place++)
        elements[(image * places + place) * channels + c] = rows.data[(image * channels + c) * places + place]!;
  return { dtype: "uint8", shape: [count, height, width, channels], elements };
};
