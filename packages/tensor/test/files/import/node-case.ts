import { type DType, importOnnx, openOnnx, type Tensor, TensorError, tensor } from "@kaviar/tensor";
import { carried } from "../../../src/files/carriers.ts";
import { decode } from "../../../src/onnx/decode.ts";
import { decodeTensor } from "../../../src/onnx/decode-tensor.ts";
import type { OnnxArray } from "../../../src/onnx/model.ts";
import { readMessage } from "../../../src/onnx/wire.ts";

type AnyTensor = Tensor<DType>;

/** One of ONNX's own cases, as node-cases.py writes it; a message is empty where a value is no tensor. */
export interface NodeCase {
  readonly kind: string;
  readonly name: string;
  /** How far from the expected numbers a result may be. */
  readonly relative: number;
  readonly absolute: number;
  readonly model: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Refused: an error of ours. Failed: any other. Wrong: other numbers, shapes or dtypes than the case has. */
export interface Outcome {
  readonly kind: "passed" | "refused" | "failed" | "wrong";
  readonly why: string;
}

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "base64"));

const arrayOf = (text: string): OnnxArray => decodeTensor(readMessage(bytesOf(text)));

const asTensor = (array: OnnxArray): AnyTensor => {
  const { elements, shape, dtype } = carried("", array);
  return tensor(elements, { shape, dtype });
};

/** Tensors, and texts as they are. */
const feedsOf = (each: NodeCase): Record<string, AnyTensor> => {
  const names = decode(bytesOf(each.model)).graph.inputs.map(({ name }) => name);
  const feed = (array: OnnxArray) => (array.dtype === "string" ? (array as never) : asTensor(array));
  return Object.fromEntries(each.inputs.map((text, i) => [names[i]!, feed(arrayOf(text))]));
};

const difference = (got: ArrayLike<unknown>, wanted: ArrayLike<unknown>, { relative, absolute }: NodeCase) =>
  Array.from(wanted, Number).findIndex((y, i) => {
    const x = Number(got[i]);
    // Single precision has about seven digits of the largest number that went in.
    return !(Object.is(x, y) || x === y || Math.abs(x - y) <= Math.max(absolute, 1e-5) + relative * Math.abs(y));
  });

const compare = async (results: readonly AnyTensor[], each: NodeCase): Promise<Outcome> => {
  const all: { got: AnyTensor; elements: ArrayLike<unknown> }[] = [];
  for (const got of results) all.push({ got, elements: await got.data() });
  for (const [i, { got, elements }] of all.entries()) {
    const wanted = asTensor(arrayOf(each.outputs[i]!));
    const like = ({ dtype, shape }: AnyTensor): string => `${dtype} [${shape.join(", ")}]`;
    if (like(got) !== like(wanted)) return { kind: "wrong", why: `output ${i}: ${like(got)} for ${like(wanted)}` };
    const expected = await wanted.data();
    const at = difference(elements, expected, each);
    if (at >= 0) return { kind: "wrong", why: `output ${i}, element ${at}: ${elements[at]} for ${expected[at]}` };
  }
  return { kind: "passed", why: "" };
};

const outcomeOf = async (results: () => Promise<readonly AnyTensor[]>, each: NodeCase): Promise<Outcome> => {
  try {
    return await compare(await results(), each);
  } catch (error) {
    const { message } = error as Error;
    const refused = error instanceof TensorError && error.code !== "runtime";
    return { kind: refused ? "refused" : "failed", why: message.split("\n")[0]! };
  }
};

export const imported = (each: NodeCase): Promise<Outcome> =>
  outcomeOf(async () => {
    const { parameters, apply } = importOnnx(bytesOf(each.model));
    return Object.values(apply(parameters, feedsOf(each)));
  }, each);

export const opened = (each: NodeCase): Promise<Outcome> =>
  outcomeOf(async () => {
    const file = await openOnnx(bytesOf(each.model));
    try {
      return Object.values(await file.run(feedsOf(each)));
    } finally {
      await file.release();
    }
  }, each);
