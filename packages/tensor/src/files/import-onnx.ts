import type { OptionsOf } from "@kaviar/base/check";
import { applyOne } from "../core/primitive.ts";
import { type AnyTensor, fromElements, isTensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { options } from "../errors/options.ts";
import { decode, type OnnxPort } from "../onnx/decode.ts";
import { externalDataLaw, withExternalData } from "../onnx/external-data.ts";
import { forTensors } from "../onnx/for-tensors.ts";
import type { OnnxDType } from "../onnx/model.ts";
import { identityPrimitive } from "../primitives/identity.ts";
import { checkNames } from "./check-names.ts";
import { applyGraph, checkOperators, checkOpset } from "./import/graph.ts";
import { inlined } from "./import/inline.ts";
import { isReadable } from "./import/known.ts";
import { asNarrow, isNarrow } from "./import/narrow.ts";
import { settingsOf } from "./import/settings.ts";
import { weightsOf } from "./import/weights.ts";
import { bindPorts, type TensorPort, tensorPort } from "./ports.ts";

export type Tensors = Readonly<Record<string, AnyTensor>>;

const readOptions = options("importOnnx", {
  /** The bytes of the files that hold the weights, by the names that the model gives them. */
  externalData: externalDataLaw.optional(),
});

export type ImportOptions = OptionsOf<typeof readOptions>;

/** A model from a file, as a function of its parameters and its inputs. */
export interface ImportedModel {
  /** Where `stored` says int8, uint8, int16 or uint16, a tensor of int32 stands for them. */
  readonly inputs: readonly TensorPort[];
  readonly outputs: readonly TensorPort[];
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
  const model = decode(withExternalData(bytes, readOptions(given).externalData));
  const { opsets, metadata } = model;
  const graph = inlined(model);
  const opset = opsets[""] ?? 1;
  checkOpset(opset);
  checkOperators(graph);
  const settings = settingsOf(graph);
  const parameters: Tensors = Object.fromEntries(
    weightsOf(graph).map(({ name, elements, shape, dtype }) => [name, fromElements(elements, shape, dtype)]),
  );
  const inputs = graph.inputs.map(({ read }) => importedPort(read()));
  const outputs = graph.outputs.map(({ read }) => importedPort(read()));
  return {
    inputs,
    outputs,
    metadata,
    parameters,
    apply: (own, given) => {
      checkOwnParameters(parameters, own);
      const named = isTensor(given) ? { [onlyInput(inputs)]: given } : given;
      checkNames(inputs, named);
      const feeds = bindPorts(inputs, named);
      const weights = Object.keys(parameters).map((name) => [name, own[name]!] as const);
      const fed = inputs.map(({ name, stored }, i) => [name, known(feeds[i]!, stored)] as const);
      const open = fed.filter(([name, tensor]) => !isReadable(tensor, settings.has(name)));
      const results = applyGraph(graph, new Map([...weights, ...fed]), {
        opset,
        given: new Set([...weights, ...open].map(([, tensor]) => tensor)),
      });
      return Object.fromEntries(outputs.map(({ name }, i) => [name, results[i]!]));
    },
  };
};

/** Of the types that only files have, those that tensors of int32 stand for. */
const importedPort = (port: OnnxPort<OnnxDType>): TensorPort =>
  isNarrow(port.dtype) ? tensorPort(port) : forTensors(port);

/** As something of its own: the same tensor may be given to another model as it is. */
const known = (tensor: AnyTensor, stored: OnnxDType | undefined): AnyTensor =>
  isNarrow(stored) ? asNarrow(applyOne(identityPrimitive, [tensor], null), stored) : tensor;

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
