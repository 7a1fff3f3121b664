import { callable, type OptionsOf, whole } from "@kaviar/base/check";
import { appendTo } from "@kaviar/base/files";
import { message, tfRecord, versionEvent } from "@kaviar/base/tensor-board";
import { ModelError } from "../../error.ts";
import type { TrainedModel } from "../../model/trained-model.ts";
import { options } from "../../options.ts";
import { listParameters } from "../../parameters/parameters.ts";
import type { HeardEpoch, LoggedEpoch, Logger } from "../contract/logger.ts";
import { numbersByName } from "../contract/numbers-by-name.ts";
import { graphEvent, type Png, startEvent, summaryEvent } from "./event.ts";
import { graphOf } from "./graph.ts";
import { type Histogram, histogramOf } from "./histogram.ts";

/** An epoch of one model, or of the networks of a trainer. */
type DrawnEpoch = LoggedEpoch | (HeardEpoch & { readonly models: Readonly<Record<string, TrainedModel>> });

/** PNG files by name: what `featurePicture` makes, say. */
type Pictures = (epoch: LoggedEpoch) => Readonly<Record<string, Png>> | Promise<Readonly<Record<string, Png>>>;

const read = options("tensorBoard", {
  /** Epochs from one set of histograms of the weights to the next; 0 for none. */
  histograms: whole().default(1),
  /** What is to be seen of the model after each epoch: PNG files by name. */
  pictures: callable<Pictures>("a function that gives PNG files by name").optional(),
});

export type TensorBoardOptions = OptionsOf<typeof read>;

/**
 * Event files that TensorBoard reads: losses and metrics (one chart for training and validation), the rate, the length of
 * the gradient, histograms of the weights, pictures, and the graph.
 *
 * ```ts
 * await fit(model, { x, y }, { loss, epochs: 50, log: [tensorBoard("runs/first")] });       // tensorboard --logdir runs
 * ```
 * Steps are epochs. Each run has a folder of its own; a resumed one goes on in it.
 */
export const tensorBoard = (folder: string, given?: TensorBoardOptions): Logger<DrawnEpoch> => {
  const { histograms, pictures } = read(given);
  return {
    begin: () => {
      const began = Date.now() / 1000;
      const training = eventFile(`${folder}/training`, began);
      const validation = eventFile(`${folder}/validation`, began);
      return {
        epoch: async (epoch) => {
          const { number, history } = epoch;
          const now = Date.now() / 1000;
          const [seen, unseen] = apart(numbersByName(history.at(-1)!));
          // Of several networks none is the graph of the run.
          if (training.isNew() && "model" in epoch)
            await training.write(number, [graphEvent(now, graphOf(await epoch.model.toOnnx()))]);
          const drawn = histograms > 0 && number % histograms === 0 ? await histogramsOf(epoch) : new Map();
          const shown = new Map(Object.entries((await pictures?.(ofOneModel(epoch))) ?? {}));
          await training.write(number, [
            summaryEvent(now, number, { scalars: seen, histograms: drawn, pictures: shown }),
          ]);
          if (unseen.size > 0) await validation.write(number, [summaryEvent(now, number, { scalars: unseen })]);
        },
      };
    },
  };
};

const ofOneModel = (epoch: DrawnEpoch): LoggedEpoch => {
  if ("model" in epoch) return epoch;
  throw new ModelError(
    "options",
    "`pictures` of tensorBoard are drawn of one model: a trainer has its networks by name.",
    {
      remedy: "Leave `pictures` out, and draw in the loop over the epochs, from `epoch.models`.",
    },
  );
};

/** Numbers on validation rows have the names of those on training rows, in a folder of their own. */
const apart = (
  numbers: ReadonlyMap<string, number>,
): readonly [ReadonlyMap<string, number>, ReadonlyMap<string, number>] => {
  const prefix = "validation.";
  const shown = [...numbers].filter(([name]) => name !== "epoch");
  return [
    new Map(shown.filter(([name]) => !name.startsWith(prefix))),
    new Map(
      shown.filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value]),
    ),
  ];
};

const histogramsOf = async (epoch: DrawnEpoch): Promise<Map<string, Histogram>> => {
  const models = "model" in epoch ? [["", epoch.model] as const] : Object.entries(epoch.models);
  const parameters = models.flatMap(([name, { params }]) =>
    listParameters(params).map(({ path, tensor }) => [name === "" ? path : `${name}/${path}`, tensor] as const),
  );
  return new Map(
    await Promise.all(parameters.map(async ([path, tensor]) => [path, histogramOf(await tensor.data())] as const)),
  );
};

/** A file that begins with its version and where it begins, when there is something to write. */
const eventFile = (folder: string, began: number) => {
  const file = `${folder}/events.out.tfevents.${began.toFixed(3)}.kaviar`;
  let isNew = true;
  return {
    isNew: () => isNew,
    write: async (step: number, events: readonly Uint8Array[]): Promise<void> => {
      const first = isNew ? [versionEvent(began), startEvent(began, step)] : [];
      isNew = false;
      await appendTo(file, message(...[...first, ...events].map(tfRecord)));
    },
  };
};
