import type { OptionsOf } from "@kaviar/base/check";
import { options } from "../errors/options.ts";
import { currentSettings, runtimeFor, settingLaws } from "../evaluation/settings.ts";
import { decode, type OnnxPort } from "../onnx/decode.ts";
import { externalDataLaw, withExternalData } from "../onnx/external-data.ts";
import type { OnnxArray, OnnxDType } from "../onnx/model.ts";
import type { Session } from "../runtimes/runtime.ts";
import { checkFeed } from "./check-feed.ts";
import { checkNames } from "./check-names.ts";
import { failed } from "./failed.ts";

/** A file ready to run on plain arrays: those that no tensor can be, of texts and bytes, too. */
export interface OnnxSession {
  readonly inputs: readonly OnnxPort<OnnxDType>[];
  readonly outputs: readonly OnnxPort<OnnxDType>[];
  readonly metadata: Readonly<Record<string, string>>;
  /** The outputs by name, from an array for each input. */
  readonly run: (feeds: Readonly<Record<string, OnnxArray>>) => Promise<Record<string, OnnxArray>>;
  /** Gives back the memory; nothing runs after that. */
  readonly release: () => Promise<void>;
}

const readOptions = options("openSession", {
  /** Threads inside one operator (those of `configure`, 1). */
  threads: settingLaws.threads,
  /** The bytes of the files that hold the weights, by the names that the model gives them. */
  externalData: externalDataLaw.optional(),
});

/**
 * Opens an ONNX file on the processor, with everything ONNX Runtime has: operators of `ai.onnx.ml`, texts in and out.
 *
 * ```ts
 * const session = await openSession(await readFile("churn.onnx"));
 * const { label } = await session.run({ plan: { dtype: "string", shape: [1, 1], elements: ["basic"] } });
 * ```
 * The bytes must stay as they are until it is released, and the arrays of a run until that has ended.
 */
export const openSession = async (file: Uint8Array, given?: OptionsOf<typeof readOptions>): Promise<OnnxSession> => {
  const { threads = currentSettings().threads, externalData } = readOptions(given);
  const bytes = withExternalData(file, externalData);
  const { graph, metadata } = decode(bytes);
  const inputs = graph.inputs.map(({ read }) => read());
  const outputs = graph.outputs.map(({ read }) => read());
  // ONNX Runtime itself takes arrays of any kind; that a runtime is about tensors is a law for those of others.
  const session = (await runtimeFor("cpu").load(bytes, { threads }).catch(failed)) as Session<OnnxArray>;
  const names = outputs.map(({ name }) => name);
  return {
    inputs,
    outputs,
    metadata,
    run: async (feeds) => {
      checkFeeds(inputs, feeds);
      const results = await session.run(feeds, names).catch(failed);
      return Object.fromEntries(results.map((result, i) => [names[i]!, result]));
    },
    release: () => session.release(),
  };
};

const checkFeeds = (ports: readonly OnnxPort<OnnxDType>[], feeds: Readonly<Record<string, OnnxArray>>): void => {
  for (const port of ports) checkFeed(port, Object.hasOwn(feeds, port.name) ? feeds[port.name] : undefined, ports);
  checkNames(ports, feeds);
};
