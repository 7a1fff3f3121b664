import { shown } from "@kaviar/base/error";
import { readIfThere } from "@kaviar/base/files";
import { TensorError } from "@kaviar/tensor";
import { type OnnxSession, openSession } from "@kaviar/tensor/onnx";
import { TableError } from "../error.ts";
import { checkPredictions } from "../fitting/check-predictions.ts";
import { conform } from "./conform.ts";
import { feedsOf } from "./feeds.ts";
import { cardFrom, type FileCard, scoresOutput } from "./file-card.ts";
import { type Predictor, predictorOf } from "./trained-pipeline.ts";

/** A pipeline from a file. */
export interface LoadedPipeline extends Predictor {
  /** What the file says of itself. */
  readonly card: FileCard;
  /** Gives back the memory; nothing is predicted after that. */
  release(): Promise<void>;
}

/**
 * Opens a file that `save` has written, to predict with.
 *
 * ```ts
 * const model = await load("churn.onnx");
 * await model.predict([{ age: 41, plan: "basic", income: null }]);
 * ```
 * It takes the columns that the pipeline makes use of. The session stays open until it is released.
 */
export const load = async (file: string | URL | Uint8Array): Promise<LoadedPipeline> => {
  const session = await open(file);
  const card = cardFrom("load", session.metadata);
  const { task, inputs } = card;
  const output = scoresOutput(task);
  let released: Promise<void> | undefined;
  const names = inputs.map(({ port }) => port);
  const values = async (rows: Parameters<Predictor["predict"]>[0]): Promise<Float64Array> => {
    if (released) {
      throw new TableError("pipeline", "A file predicts until it is released: this one was.", {
        remedy: "Load it again.",
      });
    }
    const table = conform(rows, inputs);
    if (table.rows === 0) return new Float64Array(0);
    const results = await session.run(feedsOf(table, names));
    const said = results[output]!.elements as Float64Array;
    checkPredictions("the file", said, table.rows);
    return said;
  };
  return { ...predictorOf(card, values), card, release: () => (released ??= session.release()) };
};

const open = async (file: string | URL | Uint8Array): Promise<OnnxSession> => {
  const bytes = file instanceof Uint8Array ? file : await read(file);
  try {
    return await openSession(bytes);
  } catch (cause) {
    if (!(cause instanceof TensorError && cause.code === "data")) throw cause;
    const got = file instanceof Uint8Array ? "these bytes are" : `${file} is`;
    throw new TableError("data", `load opens an ONNX file: ${got} none.`, {
      remedy: 'Give what model.save("churn.onnx") wrote; it may have been cut off.',
      cause,
    });
  }
};

const read = async (file: string | URL): Promise<Uint8Array> => {
  if (!(typeof file === "string" || file instanceof URL)) {
    throw new TableError("options", `load takes the path of a file, or its bytes: got ${shown(file)}.`);
  }
  const bytes = await readIfThere(file).catch((cause: NodeJS.ErrnoException) => {
    throw new TableError("file", `load reads a file: ${file} cannot be read (${cause.code}).`, {
      remedy: "Check the path, and who may read there.",
      cause,
    });
  });
  if (bytes) return bytes;
  throw new TableError("file", `There is no file ${file}.`, {
    remedy: "Check the path; it starts at the folder the program runs in.",
  });
};
