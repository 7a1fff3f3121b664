import type { Wire } from "../onnx/graph-builder.ts";
import type { GraphPort } from "../onnx/to-model.ts";
import type { InputColumn } from "./inputs.ts";

/** An input of the file, and the column that it takes. */
export interface InputPort {
  readonly input: InputColumn;
  readonly port: GraphPort;
}

/** Names that a file, or a record of what is fed to it, cannot have. */
const unfit: ReadonlySet<string> = new Set(["", "__proto__", "label", "probabilities", "prediction", "score"]);

/** A runtime reads a name up to its NUL, and half of a surrogate pair is no letter of a file. */
const brokenName = /\0|\p{Surrogate}/u;

/** An input [rows, 1] for each column, under its name wherever that can be. */
export const portsOf = (inputs: readonly InputColumn[]): readonly InputPort[] => {
  const names = new Set(inputs.map(({ name }) => name));
  return inputs.map((input, i) => {
    let name = input.name;
    if (unfit.has(name) || brokenName.test(name)) for (name = `column_${i}`; names.has(name); ) name = `_${name}`;
    const type = input.kind === "numbers" ? ("double" as const) : ("string" as const);
    return { input, port: { name, type, shape: ["rows", 1] } };
  });
};

export const wiresOf = (ports: readonly InputPort[]): readonly Wire[] =>
  ports.map(({ input: { name, kind }, port }) => ({ column: name, kind, tensor: port.name, index: 0 }));
