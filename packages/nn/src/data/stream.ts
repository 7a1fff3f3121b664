import { inOrder } from "@kaviar/base/random";
import type { Structure } from "@kaviar/tensor";
import { data, flatten, isTensor, tensor, unflatten } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import type { Losses } from "../losses/contract/losses.ts";
import { conform } from "./conform.ts";
import { createDataSet, type DataSet, type TrainingData } from "./data-set.ts";

import { inRandomOrder, type Pass, type Source } from "./source.ts";

/** Data too large for memory, some rows at a time: anything that can be walked over anew for each epoch. */
export type Stream = AsyncIterable<TrainingData> | (() => AsyncIterable<TrainingData>);

export const isStream = <D>(data: D): data is Extract<D, AsyncIterable<unknown> | (() => unknown)> =>
  typeof data === "function" || (typeof data === "object" && data !== null && Symbol.asyncIterator in data);

interface Window {
  readonly size: number;
  /** Rows in a step. */
  readonly batch: number;
  readonly shuffle: boolean;
  readonly seed: number;
  readonly stepsPerEpoch: number | undefined;
  /** What targets are compared by, where there are some. */
  readonly loss?: Losses | undefined;
  /** Whether steps of sequences may be NaN. */
  readonly missing?: boolean;
}

/** Rows from a stream: windows of so many rows, each shuffled for itself. */
export const streamSource = async (
  stream: Stream,
  { size, batch, shuffle, seed, stepsPerEpoch, loss, missing = false }: Window,
): Promise<Source> => {
  const begin = () => windowsOf(typeof stream === "function" ? stream() : stream, size, loss, missing);
  // A stream that can be read once only serves a run of one epoch: its first window is not read twice.
  let opened: AsyncGenerator<DataSet> | undefined = begin();
  const head = await opened.next();
  if (head.done) throw empty(1);
  const first = { set: head.value, order: inOrder(head.value.rows) };
  if (stepsPerEpoch !== undefined) {
    const rows = stepsPerEpoch * batch;
    return { first, stepsPerEpoch, ...partsOf(head.value, opened, begin, passOf, rows) };
  }
  return {
    first,
    stepsPerEpoch,
    passes: async function* (epoch) {
      const known = opened;
      opened = undefined;
      let count = 0;
      try {
        if (known) yield passOf(head.value, epoch, count++);
        for await (const set of known ?? begin()) yield passOf(set, epoch, count++);
      } finally {
        await known?.return(undefined);
      }
      if (count === 0) throw empty(epoch);
    },
  };

  function passOf(set: DataSet, epoch: number, window: number): Pass {
    const rows = inOrder(set.rows);
    return { set, order: shuffle ? inRandomOrder(rows, seed, epoch * 1_000_003 + window) : rows };
  }
};

/**
 * Epochs of so many rows: each goes on where the one before it ended, so that a stream may have no end. Where it has one, the
 * epoch ends there, and the next begins at its beginning. A run that goes on later reads over what it has seen.
 */
const partsOf = (
  head: DataSet,
  opened: AsyncGenerator<DataSet>,
  begin: () => AsyncGenerator<DataSet>,
  passOf: (set: DataSet, epoch: number, window: number) => Pass,
  rows: number,
): Pick<Source, "passes" | "close"> => {
  let reading: AsyncGenerator<DataSet> | undefined = opened;
  let waiting: readonly DataSet[] = [head];
  let left: Pass | undefined;
  let reached = 1;
  const next = async (epoch: number, window: number): Promise<Pass | undefined> => {
    const known = left ?? waiting[0];
    if (left) left = undefined;
    else waiting = [];
    if (known) return "order" in known ? known : passOf(known, epoch, window);
    reading ??= begin();
    const { value, done } = await reading.next();
    if (!done) return passOf(value, epoch, window);
    reading = undefined;
    return undefined;
  };
  async function* epochOf(epoch: number): AsyncGenerator<Pass> {
    let wanted = rows;
    for (let window = 0, isNew = false; wanted > 0; ) {
      const pass = await next(epoch, window);
      if (!pass) {
        if (window > 0) return;
        // The epoch before has read the very last row.
        if (isNew) throw empty(epoch);
        isNew = true;
        continue;
      }
      const { set, order } = pass;
      if (order.length > wanted) left = { set, order: order.subarray(wanted) };
      window++;
      yield { set, order: order.subarray(0, wanted) };
      wanted -= Math.min(wanted, order.length);
    }
  }
  return {
    passes: async function* (epoch) {
      for (; reached < epoch; reached++) for await (const _ of epochOf(reached));
      reached++;
      yield* epochOf(epoch);
    },
    close: async () => void (await reading?.return(undefined)),
  };
};

const empty = (epoch: number): ModelError =>
  new ModelError("data", `A stream is read from its beginning in each epoch: in epoch ${epoch} it gave no rows.`, {
    remedy:
      epoch > 1
        ? "A generator object can be read once only: give the function that makes it, train(model, () => rows(), …)."
        : "Give { x, y } with at least one row.",
  });

/** Parts of any length as sets of `size` rows; the last one has what is left. */
async function* windowsOf(
  stream: AsyncIterable<TrainingData>,
  size: number,
  loss: Losses | undefined,
  missing: boolean,
): AsyncGenerator<DataSet> {
  let first: DataSet | undefined;
  let waiting: DataSet[] = [];
  let rows = 0;
  for await (const part of stream) {
    const read = createDataSet(part, null, loss, missing);
    const set = first ? { ...read, x: conform(first.x, read.x) } : read;
    first ??= set;
    checkLike(first, set);
    waiting.push(set);
    rows += set.rows;
    while (rows >= size) {
      const whole = await joinSets(waiting);
      yield await sliceSet(whole, 0, size);
      rows -= size;
      waiting = rows > 0 ? [await sliceSet(whole, size, whole.rows)] : [];
    }
  }
  if (rows > 0) yield joinSets(waiting);
}

/** Parts are joined: what they hold must be alike. */
const checkLike = (first: DataSet, part: DataSet): void => {
  const show = ({ x, y, weights }: DataSet): string => `x ${showRow(x)}, y ${showRow(y)}${weights ? ", weights" : ""}`;
  if (show(first) === show(part)) return;
  throw new ModelError(
    "data",
    `The parts of a stream must be alike: the first is ${show(first)} for a row, another ${show(part)}.`,
    { remedy: "Give each part the same columns, in the same kind of array, and weights to all or none." },
  );
};

const showRow = (structure: Structure): string =>
  isTensor(structure)
    ? `${structure.dtype} [${structure.shape.slice(1).join(", ")}]`
    : Object.entries(structure)
        .map(([name, part]) => `${name}: ${showRow(part)}`)
        .join(", ");

const joinSets = async (sets: readonly DataSet[]): Promise<DataSet> => {
  const [first, ...rest] = sets as [DataSet, ...DataSet[]];
  if (rest.length === 0) return first;
  const join = async (pick: (set: DataSet) => Structure): Promise<Structure> => {
    const parts = sets.map((set) => flatten(pick(set)));
    const joined = parts[0]!.map(async (like, i) => {
      const numbers = (await data(parts.map((part) => part[i]!))) as unknown as Float32Array[];
      const all = new (numbers[0]!.constructor as Float32ArrayConstructor)(
        numbers.reduce((sum, { length }) => sum + length, 0),
      );
      let at = 0;
      for (const each of numbers) {
        all.set(each, at);
        at += each.length;
      }
      return tensor(all, { shape: [-1, ...like.shape.slice(1)], dtype: like.dtype as "float32" });
    });
    return unflatten(pick(first), await Promise.all(joined));
  };
  const rows = sets.reduce((sum, set) => sum + set.rows, 0);
  const x = await join((set) => set.x);
  const y = first.y === first.x ? x : await join((set) => set.y);
  const weights = first.weights ? ((await join((set) => set.weights!)) as NonNullable<DataSet["weights"]>) : undefined;
  return { ...first, x, y, weights, rows };
};

const sliceSet = async (set: DataSet, from: number, to: number): Promise<DataSet> => {
  if (from === 0 && to === set.rows) return set;
  const cut = async (structure: Structure): Promise<Structure> => {
    const tensors = flatten(structure);
    const numbers = (await data([...tensors])) as unknown as Float32Array[];
    return unflatten(
      structure,
      tensors.map((each, i) => {
        const width = each.size / set.rows;
        return tensor(numbers[i]!.subarray(from * width, to * width), {
          shape: [to - from, ...each.shape.slice(1)],
          dtype: each.dtype as "float32",
        });
      }),
    );
  };
  const x = await cut(set.x);
  return {
    ...set,
    x,
    y: set.y === set.x ? x : await cut(set.y),
    weights: set.weights && ((await cut(set.weights)) as NonNullable<DataSet["weights"]>),
    rows: to - from,
  };
};
