import { type ErrorDetails, type Fault, KaviarError } from "@kaviar/base/error";
import { cellsOf, padEnd } from "@kaviar/base/text";
import type { DType } from "../values/dtype.ts";
import { type Shape, showShape } from "../values/shape.ts";
import { captureSource, type Source, showSource, userFrames } from "./source.ts";

export type TensorErrorCode =
  | "shape"
  | "dtype"
  | "rank"
  | "axis"
  | "index"
  | "data"
  | "structure"
  | "scalar"
  | "options"
  | "trace"
  | "derivative"
  | "nan"
  | "device"
  | "runtime";

const faults: { readonly [Code in TensorErrorCode]: Fault } = {
  shape: "data",
  dtype: "data",
  rank: "data",
  axis: "usage",
  index: "data",
  data: "data",
  structure: "usage",
  scalar: "usage",
  options: "usage",
  trace: "usage",
  derivative: "usage",
  nan: "data",
  device: "world",
  runtime: "world",
};

interface Operand {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: DType;
  readonly source?: Source | undefined;
}

interface Details extends ErrorDetails {
  /** The operands, each shown with its dtype, shape and the line it was made at. */
  readonly operands?: readonly Operand[];
  /** The line that is to blame, when it is not the one running now. */
  readonly at?: Source | undefined;
}

/** The law and the evidence in the first line, the operands below, the remedy last; the user's own line tops the stack. */
export class TensorError extends KaviarError<TensorErrorCode> {
  override readonly name: string = "TensorError";

  constructor(code: TensorErrorCode, law: string, { operands = [], remedy, at, cause }: Details = {}) {
    const width = Math.max(0, ...operands.map(({ name }) => cellsOf(name)));
    const shown = operands.map(({ name, dtype, shape, source }) =>
      `  ${padEnd(name, width)}  ${dtype} ${showShape(shape)}   ${showSource(source)}`.trimEnd(),
    );
    super(code, faults[code], [law, ...shown].join("\n"), { remedy, cause });
    const frames = userFrames((at ?? captureDeep(TensorError as never)).stack);
    if (frames.length > 0) this.stack = `${this.name}: ${this.message}\n${frames.join("\n")}`;
  }
}

/** The user's line may be further up than the ten frames that are looked at otherwise. */
const captureDeep = (skip: (...args: never[]) => unknown): Source => {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 100;
  try {
    return captureSource(skip);
  } finally {
    Error.stackTraceLimit = limit;
  }
};
