import { law } from "@kaviar/base/check";
import { concatenate } from "@kaviar/base/numerics";
import { TensorError } from "../errors/error.ts";
import { bytes, type Chunks, message } from "./fields.ts";
import { type Message, readFields, readMessage } from "./wire.ts";

/** The files that hold an ONNX file's large tensors, by the names it gives them: "model.onnx.data". */
export type ExternalData = Readonly<Record<string, Uint8Array>>;

export const externalDataLaw = law<ExternalData>(
  "a record of files' bytes by their names",
  (given) => typeof given === "object" && given !== null && Object.values(given).every((x) => x instanceof Uint8Array),
);

/**
 * The files that an ONNX file needs beside itself; PyTorch's exporter puts the weights into one.
 *
 * ```ts
 * externalFiles(await readFile("model.onnx")); // ["model.onnx.data"]
 * ```
 * Names are relative to the folder of the file.
 */
export const externalFiles = (file: Uint8Array): readonly string[] => [
  ...new Set(
    readMessage(file)
      .messages(7)
      .flatMap(tensorsIn)
      .filter(isExternal)
      .map((tensor) => placeOf(tensor).location),
  ),
];

/** What a graph stores, and what attributes of its operators hold, in the graphs inside it too. */
const tensorsIn = (graph: Message): readonly Message[] => [
  ...graph.messages(5),
  ...graph
    .messages(1)
    .flatMap((node) => node.messages(5))
    .flatMap((attribute) => [...attribute.messages(5), ...attribute.messages(6).flatMap(tensorsIn)]),
];

/**
 * The same model as one file, its weights inside.
 *
 * ```ts
 * const whole = withExternalData(bytes, { "model.onnx.data": await readFile("model.onnx.data") });
 * ```
 * A file that needs no other comes back as it is.
 */
export const withExternalData = (file: Uint8Array, data: ExternalData = {}): Uint8Array => {
  if (externalFiles(file).length === 0) return file;
  const tensor = (content: Uint8Array): Chunks => {
    const read = readMessage(content);
    if (!isExternal(read)) return message(5, [content]);
    return message(5, [
      ...rewrite(content, (field) => (field === 13 || field === 14 ? [] : undefined)),
      ...bytes(9, elementsOf(read, data)),
    ]);
  };
  const attribute = (content: Uint8Array): Chunks =>
    message(
      5,
      rewrite(content, (field, part) => (field === 5 ? tensor(part) : field === 6 ? graph(6, part) : undefined)),
    );
  const node = (content: Uint8Array): Chunks =>
    message(
      1,
      rewrite(content, (field, part) => (field === 5 ? attribute(part) : undefined)),
    );
  const graph = (number: number, content: Uint8Array): Chunks =>
    message(
      number,
      rewrite(content, (field, part) => (field === 5 ? tensor(part) : field === 1 ? node(part) : undefined)),
    );
  return concatenate(
    Uint8Array,
    rewrite(file, (field, part) => (field === 7 ? graph(7, part) : undefined)),
  );
};

/** What a tensor says of where its elements are, for an error. */
export const showPlace = (tensor: Message): string => JSON.stringify(placeOf(tensor).location);

export const isExternal = (tensor: Message): boolean => tensor.integers(14)[0] === 1n || tensor.bytes(13).length > 0;

interface Place {
  readonly location: string;
  readonly offset: number;
  /** Left out where it is all that follows. */
  readonly length: number | undefined;
}

const placeOf = (tensor: Message): Place => {
  const entries = new Map(tensor.messages(13).map((entry) => [entry.texts(1)[0] ?? "", entry.texts(2)[0] ?? ""]));
  const [offset, length] = [entries.get("offset"), entries.get("length")];
  return {
    location: entries.get("location") ?? "",
    offset: Number(offset ?? 0),
    length: length === undefined ? undefined : Number(length),
  };
};

const elementsOf = (tensor: Message, data: ExternalData): Uint8Array => {
  const { location, offset, length } = placeOf(tensor);
  const name = tensor.texts(8)[0] ?? "";
  const file = Object.hasOwn(data, location) ? data[location] : undefined;
  if (!file) {
    throw new TensorError("data", `The elements of "${name}" are in another file, "${location}", which is not given.`, {
      remedy: `Pass its bytes: { externalData: { ${JSON.stringify(location)}: bytes } }.`,
    });
  }
  const end = length === undefined ? file.length : offset + length;
  if (end <= file.length) return file.subarray(offset, end);
  throw new TensorError(
    "data",
    `The elements of "${name}" are bytes ${offset} to ${end} of "${location}": it has ${file.length}.`,
    {
      remedy: "Was it copied in part, or is it another model's? Copy both files again.",
    },
  );
};

/** A message with some of its fields in another way; `undefined` leaves one as it is. */
export const rewrite = (content: Uint8Array, other: (field: number, part: Uint8Array) => Chunks | undefined): Chunks =>
  readFields(content).flatMap(
    ({ field, value, whole }) => (typeof value === "bigint" ? other(field, whole) : other(field, value)) ?? [whole],
  );
