import { crewBytes } from "../../kernels/crew.ts";

/** What decides how much memory a fit needs. */
export interface Sizes {
  readonly rows: number;
  readonly columns: number;
  readonly outputs: number;
  readonly leaves: number;
  readonly threads: number;
  readonly weighted: boolean;
  /** Whether the kernel makes gradients of scores: then these are of 4 bytes, and need no targets. */
  readonly classes: boolean;
  /** Bytes of a histogram of all columns. */
  readonly histogram: number;
}

/** Bytes of the record of a split, and of the room to find it in. */
export const recordBytes = 4096;

/** Rows of values that are binned at once: about a megabyte of them. */
const blockOf = (columns: number): number =>
  Math.max(64, Math.min(8192, 2 * Math.floor(2 ** 16 / Math.max(1, columns))));

/** Rows that are parted at once at least, and the share of all that are. */
const leastParted = 2 ** 16;
const shareParted = 1 / 8;

/** Where everything lies in the memory of a fit, in bytes. Rows are padded to an even count: the kernel takes two at a time. */
export const placesOf = ({ rows, columns, outputs, leaves, threads, weighted, classes, histogram }: Sizes) => {
  let end = crewBytes;
  const place = (bytes: number): number => {
    const at = 64 * Math.ceil(end / 64);
    end = at + bytes;
    return at;
  };
  const room = rows + (rows & 1);
  const block = Math.min(blockOf(columns), room);
  const parted = Math.min(rows, Math.max(leastParted, Math.ceil(rows * shareParted)));
  const scoreBytes = classes ? 4 : 8;
  // Without weights hessians follow from gradients: p (1 − p) from p − y.
  const pairBytes = classes && !weighted ? 4 : 8;
  const places = {
    room,
    block,
    parted,
    scoreBytes,
    pairBytes,
    grow: place(256),
    part: place(64),
    loss: place(64),
    leafJob: place(64),
    walk: place(64),
    assign: place(64),
    sum: place(64),
    counts: place(4 * threads),
    about: place(16 * columns),
    starts: place(4 * columns),
    list: place(4 * columns),
    masks: place(columns * leaves),
    nodes: place(16 * leaves),
    tables: place(256 * leaves),
    leafValues: place(8 * leaves),
    leafRanges: place(16 * leaves),
    ways: place(256 * threads),
    powers: place(16 * outputs * threads),
    /** Those of the smaller child, one a thread, and those of the other. */
    records: place(threads * recordBytes),
    otherRecords: place(threads * recordBytes),
    bins: place(rows * columns + 8),
    pairs: place(pairBytes * room * outputs),
    scores: place(scoreBytes * room * outputs),
    weights: classes && weighted ? place(8 * room) : 0,
    rows: place(4 * rows),
    scratch: place(4 * parted),
    histograms: place(Math.max(histogram * leaves, (2048 + 8 * block) * columns)),
  };
  // Bounds and blocks of values are needed before there are histograms, and lie in their place.
  return { ...places, bounds: places.histograms, values: places.histograms + 2048 * columns, end };
};

export type Places = ReturnType<typeof placesOf>;
