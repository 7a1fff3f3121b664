import { TensorError } from "../errors/error.ts";
import type { OnnxPort } from "../onnx/decode.ts";
import type { OnnxArray, OnnxDType } from "../onnx/model.ts";
import { showShape, sizeOf } from "../values/shape.ts";
import { showPort, showPorts } from "./show-ports.ts";

/** The array for an input of a model, which has the type, the shape and the texts that it can take. */
export const checkFeed = (
  port: OnnxPort<OnnxDType>,
  feed: OnnxArray | undefined,
  ports: readonly OnnxPort<OnnxDType>[],
): void => {
  if (!feed) throw unlike(port, "none", ports);
  if (feed.dtype !== port.dtype) throw unlike(port, feed.dtype, ports);
  const { shape, elements } = feed;
  if (port.shape && !fits(port.shape, shape)) throw unlike(port, `shape ${showShape(shape)}`, ports);
  if (elements.length !== sizeOf(shape)) {
    throw unlike(port, `${elements.length} elements for the shape ${showShape(shape)}`, ports);
  }
  if (feed.dtype === "string") checkTexts(port.name, feed.elements);
};

const halfPair = /\p{Surrogate}/u;

const checkTexts = (name: string, texts: readonly string[]): void => {
  for (let i = 0; i < texts.length; i++) {
    if (halfPair.test(texts[i]!)) {
      throw new TensorError(
        "data",
        `A text of a session is UTF-8: element ${i} of "${name}", ${JSON.stringify(texts[i])}, has half of a surrogate pair.`,
        { remedy: "It would arrive as another text: replace it, by toWellFormed() say." },
      );
    }
    if (!texts[i]!.includes("\0")) continue;
    throw new TensorError(
      "data",
      `A text of a session has no NUL character: element ${i} of "${name}" is ${JSON.stringify(texts[i])}.`,
      { remedy: "ONNX Runtime would read it up to there: replace it." },
    );
  }
};

const fits = (wanted: readonly (number | string)[], shape: readonly number[]): boolean => {
  if (wanted.length !== shape.length) return false;
  for (let axis = 0; axis < shape.length; axis++) {
    if (typeof wanted[axis] === "number" && wanted[axis] !== shape[axis]) return false;
  }
  return true;
};

const unlike = (port: OnnxPort<OnnxDType>, got: string, ports: readonly OnnxPort<OnnxDType>[]): TensorError =>
  new TensorError("data", `The model's input "${port.name}" is ${showPort(port)}: got ${got}.`, {
    remedy: `It has ${showPorts(ports)}.`,
  });
