import { type AnyTensor, fromElements } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { optionsOf } from "../errors/options.ts";
import { compute, feedOf } from "../evaluation/evaluation.ts";
import { currentSettings, runtimeFor, type Settings, settingLaws } from "../evaluation/settings.ts";
import { decode, type Named, type OnnxPort } from "../onnx/decode.ts";
import { type ExternalData, externalDataLaw, withExternalData } from "../onnx/external-data.ts";
import { forTensors } from "../onnx/for-tensors.ts";
import type { OnnxTensor } from "../onnx/model.ts";
import type { Session } from "../runtimes/runtime.ts";
import { failed } from "./failed.ts";
import { bindPorts } from "./ports.ts";

/** A model as it is in a file, ready to run. */
export interface OnnxFile {
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  readonly metadata: Readonly<Record<string, string>>;
  /** The stored tensors by name: parameters, and constants that the exporter stored. Read when asked for. */
  readonly initializers: ReadonlyMap<string, AnyTensor>;
  /** The outputs by name, from a tensor for each input. */
  readonly run: (feeds: Readonly<Record<string, AnyTensor>>) => Promise<Record<string, AnyTensor>>;
  /** Gives back the memory; nothing runs after that. */
  readonly release: () => Promise<void>;
}

interface OpenOptions extends Partial<Settings> {
  /** The bytes of the files that hold the weights, by the names that the model gives them. */
  readonly externalData?: ExternalData | undefined;
}

const readOptions = optionsOf<OpenOptions>()("openOnnx", { ...settingLaws, externalData: externalDataLaw.optional() });

/**
 * Opens an ONNX file, of this package or any other, on the device that is set or given.
 *
 * ```ts
 * const file = await openOnnx(await readFile("model.onnx"));
 * const { output } = await file.run({ input: x });
 * ```
 * The file is one session until it is released, and the bytes must stay as they are until then.
 */
export const openOnnx = async (given: Uint8Array, options: OpenOptions = {}): Promise<OnnxFile> => {
  const { externalData, ...own } = readOptions(options);
  const bytes = withExternalData(given, externalData);
  const { graph, metadata } = decode(bytes);
  const inputs = graph.inputs.map(({ read }) => forTensors(read()));
  const outputs = graph.outputs.map(({ read }) => forTensors(read()));
  if (inputs.length === 0) {
    throw new TensorError("data", "A model computes its outputs from inputs: this graph has no inputs.", {
      remedy: "Export it with at least one.",
    });
  }
  const session = await load(bytes, { ...currentSettings(), ...own });
  const names = outputs.map(({ name }) => name);
  let stored: ReadonlyMap<string, AnyTensor> | undefined;
  return {
    inputs,
    outputs,
    metadata,
    get initializers() {
      stored ??= tensorsOf(graph.initializers);
      return stored;
    },
    run: async (feeds) => {
      const given = bindPorts(inputs, feeds);
      await compute(given);
      const named = Object.fromEntries(inputs.map(({ name }, i) => [name, feedOf(given[i]!)]));
      const results = await session.run(named, names).catch(failed);
      return Object.fromEntries(
        results.map(({ elements, shape, dtype }, i) => [names[i]!, fromElements(elements, shape, dtype)]),
      );
    },
    release: () => session.release(),
  };
};

const load = (bytes: Uint8Array, { device, threads }: Settings): Promise<Session> =>
  runtimeFor(device).load(bytes, { threads }).catch(failed);

const tensorsOf = (initializers: readonly Named<OnnxTensor>[]): ReadonlyMap<string, AnyTensor> =>
  new Map(
    initializers.map(({ name, read }) => {
      const { elements, shape, dtype } = forTensors(read());
      return [name, fromElements(elements, shape, dtype)];
    }),
  );
