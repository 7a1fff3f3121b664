import { bytes, double, type Field, integer, message, text, valuesEvent } from "@kaviar/base/tensor-board";
import type { TrialState } from "../../trial/record.ts";

/** A tensor of no elements: what stands in an event that only its metadata say something. (tensorflow/core/framework/tensor.proto) */
const noTensor = bytes(8, message(integer(1, 1), bytes(2, message(bytes(2, new Uint8Array(0))))));

/** An event for the plugin "hparams". (tensorboard/plugins/hparams/plugin_data.proto) */
const pluginEvent = (seconds: number, tag: string, content: Field): Uint8Array => {
  const plugin = message(text(1, "hparams"), bytes(2, message(content)));
  const metadata = bytes(9, message(bytes(1, plugin), integer(4, 2)));
  return valuesEvent(seconds, 0, [[`_hparams_/${tag}`, metadata, noTensor]]);
};

/** The parameters that a run begins with; what is neither number, text nor flag is shown as JSON. */
export const sessionStart = (seconds: number, params: readonly (readonly [string, unknown])[]): Uint8Array => {
  const entries = params
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => bytes(1, message(text(1, name), bytes(2, message(structValue(value))))));
  return pluginEvent(seconds, "session_start_info", bytes(3, message(...entries, double(5, seconds))));
};

/** How it ended: 1 is success, 2 failure. A pruned run has not failed. */
export const sessionEnd = (seconds: number, state: TrialState): Uint8Array =>
  pluginEvent(
    seconds,
    "session_end_info",
    bytes(4, message(integer(1, state === "failed" ? 2 : 1), double(2, seconds))),
  );

/** As google.protobuf.Value. */
const structValue = (value: unknown): Field => {
  if (typeof value === "number") return double(2, value);
  if (typeof value === "boolean") return integer(4, value ? 1 : 0);
  return text(3, typeof value === "string" ? value : JSON.stringify(value));
};
