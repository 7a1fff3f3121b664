import type { Inputs } from "@kaviar/nn";
import type { TableEncoding } from "@kaviar/tabular";
import type { OnnxArray } from "@kaviar/tensor/onnx";
import { columnEncoderFrom } from "../columns/column-encoding.ts";
import type { ColumnRows } from "../contract/columns.ts";
import type { NumberRows } from "../data/filed-rows.ts";
import { mainOf } from "../data/parted-rows.ts";
import { type HeldRows, isColumns, isParted, isTexts, longer, type WholeRows } from "../data/rows.ts";
import { ArchitectureError } from "../error.ts";
import { isBag, joinParts } from "../evaluation/join-parts.ts";
import { type TextEncoding, textEncoderFrom } from "../families/text/text-encoding.ts";
import type { InputCard } from "./network-card.ts";

/** Arrays by the names of a file's inputs. */
type Encode = (rows: HeldRows) => Readonly<Record<string, OnnxArray>>;

/** What makes the arrays that a file takes of rows as a search took them. */
export const encodingFrom = (input: InputCard): Encode => {
  const { beside, kind } = input;
  if (beside === undefined) return encodingOfMain(input);
  const columns = beside.encoding as TableEncoding;
  if (kind === "text") {
    const { prepared, encode } = textEncoderFrom(input.encoding as TextEncoding);
    const joined = joinParts(kind, { prepared, encode: encode as never }, columns, isBag(input.encoding));
    return (rows) => named(joined.encode(...partsOf(rows)));
  }
  const main = encodingOfMain(input);
  const encoder = columnEncoderFrom(columns);
  return (rows) => {
    const [own, others] = partsOf(rows);
    // The file of an image has its input under its own name, that of others under the name of their part.
    const [array] = Object.values(main(own));
    return { [kind === "image" ? "image" : `input.${kind}`]: array!, ...named(encoder.encode(others) as never) };
  };
};

const partsOf = (rows: HeldRows): readonly [main: WholeRows, columns: ColumnRows] => {
  if (isParted(rows)) return [mainOf(rows)[1], rows.columns];
  throw new ArchitectureError("data", "The file takes rows of two parts, { …, columns }: got one.", {
    remedy: "Give the columns that it has learned from too.",
  });
};

const encodingOfMain = (input: InputCard): Encode => {
  switch (input.kind) {
    case "image":
      return (rows) => ({ image: channelsLast(rows) });
    case "sequence":
      return (rows) => ({ input: numbers(asLong(rows, input)) });
    case "table": {
      const { encode } = columnEncoderFrom(input.encoding as TableEncoding);
      return (rows) => named(encode(columns(rows)));
    }
    case "text": {
      const { encode } = textEncoderFrom(input.encoding as TextEncoding);
      return (rows) => named(encode(texts(rows)));
    }
  }
};

interface Encoded {
  readonly data: Int32Array | Float32Array;
  readonly shape: readonly number[];
}

const arrayOf = ({ data, shape }: Encoded): OnnxArray =>
  data instanceof Int32Array ? { dtype: "int32", shape, elements: data } : { dtype: "float32", shape, elements: data };

/** One array, or several by name: a file has those under the names of nn. */
const named = (encoded: Inputs): Readonly<Record<string, OnnxArray>> =>
  "data" in (encoded as object)
    ? { input: arrayOf(encoded as never) }
    : Object.fromEntries(Object.entries(encoded).map(([name, part]) => [`input.${name}`, arrayOf(part as Encoded)]));

const numbers = (rows: HeldRows): OnnxArray => {
  const { data, shape } = arrayRows("numbers", rows);
  return { dtype: "float32", shape, elements: new Float32Array(data) };
};

const arrayRows = (what: string, rows: HeldRows): NumberRows => {
  if ("shape" in rows) return rows;
  throw refused(what, rows);
};

const texts = (rows: HeldRows): readonly string[] => {
  if (isTexts(rows)) return rows;
  throw refused("texts", rows);
};

const columns = (rows: HeldRows): ColumnRows => {
  if (isColumns(rows)) return rows;
  throw refused("columns", rows);
};

const refused = (what: string, rows: HeldRows): ArchitectureError => {
  const got = isParted(rows)
    ? "several parts"
    : isTexts(rows)
      ? "texts"
      : isColumns(rows)
        ? "columns"
        : `numbers [${rows.shape.join(", ")}]`;
  return new ArchitectureError("data", `The file takes ${what}: got ${got}.`);
};

/** The file takes images as they are decoded: [N, H, W, C], in bytes. */
const channelsLast = (rows: HeldRows): OnnxArray => {
  const { data, shape } = arrayRows("images", rows);
  const [count, channels, height, width] = shape as [number, number, number, number];
  const places = height * width;
  const elements = new Uint8Array(data.length);
  for (let image = 0; image < count; image++)
    for (let c = 0; c < channels; c++)
      for (let place = 0; place < places; place++)
        elements[(image * places + place) * channels + c] = data[(image * channels + c) * places + place]!;
  return { dtype: "uint8", shape: [count, height, width, channels], elements };
};

/** Sequences as long as the longest that was learned from: those that are shorter have nothing behind their end. */
const asLong = (rows: HeldRows, { steps, unequal }: Extract<InputCard, { kind: "sequence" }>): HeldRows => {
  if (!("shape" in rows)) return rows;
  const [count, own, channels] = rows.shape as [number, number, number];
  if (own === steps) return rows;
  if (own > steps || !unequal)
    throw new ArchitectureError(
      "data",
      `Sequences have ${unequal ? "at most " : ""}as many steps as those that were learned from: got ${own}, learned from ${steps}.`,
      { remedy: unequal ? "Cut them, or learn from longer ones." : "Cut or resample them to that length." },
    );
  return longer(rows, [count, steps, channels]);
};
