import { type AnyTensor, fromElements } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { optionsOf } from "../errors/options.ts";
import { compute, feedOf } from "../evaluation/evaluation.ts";
import { currentSettings, runtimeFor, type Settings, settingLaws } from "../evaluation/settings.ts";
import { withoutBrainPorts } from "../onnx/brain-ports.ts";
import { decode, type Named, type OnnxPort } from "../onnx/decode.ts";
import { type ExternalData, externalDataLaw, withExternalData } from "../onnx/external-data.ts";
import type { OnnxArray, OnnxDType, OnnxTensor, TextArray } from "../onnx/model.ts";
import type { Session } from "../runtimes/runtime.ts";
import { carried, carriers } from "./carriers.ts";
import { checkFeed } from "./check-feed.ts";
import { checkNames } from "./check-names.ts";
import { failed } from "./failed.ts";
import { bindPorts, type TensorPort, type TextPort, tensorPort } from "./ports.ts";

/** A model as it is in a file, ready to run. */
export interface OnnxFile {
  /**
   * What takes a tensor of `dtype`. Where `stored` says another type, the tensor stands for numbers of that: of int32 for
   * int8, uint8, int16 and uint16, of int64 for uint64, of float32 for float16 and bfloat16.
   */
  readonly inputs: readonly TensorPort[];
  /** What takes `{ dtype: "string", shape, elements }` instead. */
  readonly texts: readonly TextPort[];
  readonly outputs: readonly TensorPort[];
  readonly metadata: Readonly<Record<string, string>>;
  /** The stored tensors by name: parameters, and constants that the exporter stored. Read when asked for. */
  readonly initializers: ReadonlyMap<string, AnyTensor>;
  /** The outputs by name, from a tensor for each input. */
  readonly run: (feeds: Readonly<Record<string, AnyTensor | TextArray>>) => Promise<Record<string, AnyTensor>>;
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
  const file = withExternalData(given, externalData);
  const { graph, metadata } = decode(file);
  const ports = graph.inputs.map(({ read }) => read());
  const texts = ports.filter(isTextPort);
  const inputs = ports.filter((port) => !isTextPort(port)).map(tensorPort);
  const outputs = graph.outputs.map(({ read }) => tensorPort(read()));
  if (ports.length === 0) {
    throw new TensorError("data", "A model computes its outputs from inputs: this graph has no inputs.", {
      remedy: "Export it with at least one.",
    });
  }
  const { bytes, nameOf } = withoutBrainPorts(file, graph);
  const session = await load(bytes, { ...currentSettings(), ...own });
  const names = outputs.map(({ name }) => nameOf(name));
  let stored: ReadonlyMap<string, AnyTensor> | undefined;
  return {
    inputs,
    texts,
    outputs,
    metadata,
    get initializers() {
      stored ??= tensorsOf(graph.initializers);
      return stored;
    },
    run: async (feeds) => {
      const results = await session.run(await arraysOf(feeds, { inputs, texts, nameOf }), names).catch(failed);
      return Object.fromEntries(results.map((result, i) => [outputs[i]!.name, tensorOf(outputs[i]!.name, result)]));
    },
    release: () => session.release(),
  };
};

const isTextPort = (port: OnnxPort<OnnxDType>): port is TextPort => port.dtype === "string";

interface Inputs {
  readonly inputs: readonly TensorPort[];
  readonly texts: readonly TextPort[];
  /** Those that the runtime knows them by. */
  readonly nameOf: (name: string) => string;
}

/** What is given for the inputs, as the runtime takes it. */
const arraysOf = async (
  feeds: Readonly<Record<string, AnyTensor | TextArray>>,
  { inputs, texts, nameOf }: Inputs,
): Promise<Readonly<Record<string, OnnxArray>>> => {
  checkNames([...inputs, ...texts], feeds);
  for (const port of texts) checkFeed(port, feeds[port.name] as TextArray | undefined, texts);
  const given = bindPorts(inputs, feeds as Readonly<Record<string, AnyTensor>>);
  await compute(given);
  return Object.fromEntries([
    ...texts.map(({ name }) => [nameOf(name), feeds[name] as TextArray] as const),
    ...inputs.map((port, i) => [nameOf(port.name), arrayOf(port, given[i]!)] as const),
  ]);
};

const arrayOf = ({ name, dtype, stored = dtype }: TensorPort, tensor: AnyTensor): OnnxArray => {
  const { shape, elements } = feedOf(tensor);
  // Those of bfloat16 are made by the model itself.
  const type = stored === "bfloat16" ? dtype : (stored as keyof typeof carriers);
  return { dtype: type, shape, elements: carriers[type].give(elements, name) } as OnnxArray;
};

/** ONNX Runtime itself takes arrays of any kind; that a runtime is about tensors is a law for those of others. */
const load = (bytes: Uint8Array, { device, threads }: Settings): Promise<Session<OnnxArray>> =>
  runtimeFor(device).load(bytes, { threads }).catch(failed) as Promise<Session<OnnxArray>>;

const tensorOf = (name: string, array: OnnxArray): AnyTensor => {
  const { elements, shape, dtype } = carried(name, array);
  return fromElements(elements, shape, dtype);
};

const tensorsOf = (initializers: readonly Named<OnnxTensor>[]): ReadonlyMap<string, AnyTensor> =>
  new Map(initializers.map(({ name, read }) => [name, tensorOf(name, read())]));
