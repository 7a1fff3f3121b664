import type { OptionsOf } from "@kaviar/base/check";
import { type AnyTensor, fromElements, isTensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { options } from "../errors/options.ts";
import { type DecodedNode, decode, type OnnxPort } from "../onnx/decode.ts";
import { externalDataLaw, withExternalData } from "../onnx/external-data.ts";
import { forTensors } from "../onnx/for-tensors.ts";
import type { OnnxTensor } from "../onnx/model.ts";
import { isFloat } from "../values/dtype.ts";
import { applyGraph, checkOperators, checkOpset } from "./import/graph.ts";
import { isReadable } from "./import/known.ts";
import { storedElements } from "./import/narrow.ts";
import { settingsOf } from "./import/settings.ts";
import { bindPorts } from "./ports.ts";

export type Tensors = Readonly<Record<string, AnyTensor>>;

const readOptions = options("importOnnx", {
  /** The bytes of the files that hold the weights, by the names that the model gives them. */
  externalData: externalDataLaw.optional(),
});

export type ImportOptions = OptionsOf<typeof readOptions>;

/** A model from a file, as a function of its parameters and its inputs. */
export interface ImportedModel {
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  readonly metadata: Readonly<Record<string, string>>;
  /**
   * The float tensors stored in the file by name, those of Constant operators among them: what can be trained, and what can be
   * left as it is. Exponents, bounds and what shapes are computed from are none.
   */
  readonly parameters: Tensors;
  /** The outputs by name; a model of one input may be given its tensor. */
  readonly apply: (parameters: Tensors, inputs: AnyTensor | Tensors) => Record<string, AnyTensor>;
}

/**
 * An ONNX file as tensor operations, so that derivatives flow through it: to train it further, to look into it, to make
 * it part of a larger function.
 *
 * ```ts
 * const { parameters, apply } = importOnnx(await readFile("model.onnx"));
 * const slope = grad((p: Tensors) => apply(p, x).output!.sum())(parameters);
 * ```
 * Batch normalization is as it is for prediction: its mean and variance are among the parameters. Weights that lie in a
 * file beside it (PyTorch's `model.onnx.data`) are given as `{ externalData: { "model.onnx.data": bytes } }`.
 */
export const importOnnx = (bytes: Uint8Array, given?: ImportOptions): ImportedModel => {
  const { graph, opsets, metadata } = decode(withExternalData(bytes, readOptions(given).externalData));
  const opset = opsets[""] ?? 1;
  checkOpset(opset);
  checkOperators(graph);
  const settings = settingsOf(graph);
  const stored = [...graph.initializers.map(({ read }) => read()), ...weightsAmong(graph.nodes)];
  const floats = stored
    .map((each) => storedElements(each).stored)
    .filter(({ name, dtype }) => isFloat(dtype) && !settings.has(name));
  const parameters: Tensors = Object.fromEntries(
    floats.map(({ name, elements, shape, dtype }) => [name, fromElements(elements, shape, dtype)]),
  );
  const inputs = graph.inputs.map(({ read }) => forTensors(read()));
  const outputs = graph.outputs.map(({ read }) => forTensors(read()));
  return {
    inputs,
    outputs,
    metadata,
    parameters,
    apply: (own, given) => {
      checkOwnParameters(parameters, own);
      const feeds = bindPorts(inputs, isTensor(given) ? { [onlyInput(inputs)]: given } : given);
      const weights = Object.keys(parameters).map((name) => [name, own[name]!] as const);
      const fed = inputs.map(({ name }, i) => [name, feeds[i]!] as const);
      const open = fed.filter(([name, tensor]) => !isReadable(tensor, settings.has(name)));
      const results = applyGraph(graph, new Map([...weights, ...fed]), {
        opset,
        given: new Set([...weights, ...open].map(([, tensor]) => tensor)),
      });
      return Object.fromEntries(outputs.map(({ name }, i) => [name, results[i]!]));
    },
  };
};

/** Some exporters write weights as operators without inputs; a single number is a part of a formula. */
const weightsAmong = (nodes: readonly DecodedNode[]): readonly OnnxTensor[] =>
  nodes.flatMap(({ op, attributes, outputs: [name] }) => {
    const { value, ...others } = attributes;
    if (op !== "Constant" || typeof value !== "object" || !("tensor" in value)) return [];
    return value.tensor.elements.length > 1 && Object.keys(others).length === 0
      ? [{ ...value.tensor, name: name! }]
      : [];
  });

const onlyInput = (inputs: readonly OnnxPort[]): string => {
  if (inputs.length === 1) return inputs[0]!.name;
  throw new TensorError("data", `The model has ${inputs.length} inputs: got one tensor.`, {
    remedy: `Give them by name: { ${inputs.map(({ name }) => name).join(", ")} }.`,
  });
};

const checkOwnParameters = (stored: Tensors, own: Tensors): void => {
  for (const [name, { shape, dtype }] of Object.entries(stored)) {
    const tensor = own[name];
    if (isTensor(tensor) && tensor.dtype === dtype && tensor.shape.join() === shape.join()) continue;
    const got = isTensor(tensor) ? [{ name: "got", shape: tensor.shape, dtype: tensor.dtype }] : [];
    throw new TensorError("data", `A model needs all of its parameters: "${name}" is not like the file's.`, {
      operands: [{ name: "stored", shape, dtype }, ...got],
      remedy: "Change some of them: apply({ ...model.parameters, ...changed }, x).",
    });
  }
};
