import { crewBytes } from "../../kernels/crew.ts";

/** What decides how much memory trees need to grow. */
export interface KernelSizes {
  readonly rows: number;
  readonly columns: number;
  readonly sums: number;
  /** How many trees grow in one job. */
  readonly trees: number;
  /** How many leaves a tree has at most. */
  readonly leaves: number;
  /** Whether splits are drawn at random: then columns lie there as numbers, and not as codes. */
  readonly random: boolean;
}

/** Bytes of a job, and of what a tree's own memory begins with. */
const headBytes = 128;
/** Codes of a column, that of missing values among them. */
const mostCodes = 256;

/** So much of a table is put close together: half of what a processor has for itself. */
const closeBytes = 2 ** 16;

export const nodeBytesOf = (sums: number): number => 48 + 8 * sums;

/**
 * Where everything lies for `growTrees` of `kernels/forests.ts`, in bytes. A tree's own memory comes once for each tree of
 * a job, and begins with a word that is free, three words for its random numbers, how many nodes it got, and where
 * its other places are.
 */
export const kernelPlaces = ({ rows, columns, sums, trees, leaves, random }: KernelSizes) => {
  const cell = random ? 8 : 1;
  const closeRows = Math.max(16, Math.floor(closeBytes / (columns * cell + 32)));
  let end = crewBytes;
  const place = (bytes: number): number => {
    const at = (end + 63) & ~63;
    end = at + bytes;
    return at;
  };
  const shared = {
    job: place(headBytes),
    data: place(cell * rows * columns),
    bins: place(4 * columns),
    classes: place(sums > 1 ? 4 * rows : 0),
    values: place(8 * rows),
  };
  const own = place(0);
  const stride = 8 * (2 + sums);
  const head = place(headBytes);
  const tree = {
    weights: place(8 * rows),
    parts: place(8 * rows),
    order: place(4 * rows),
    spare: place(4 * rows),
    features: place(4 * columns),
    histogram: place(random ? 0 : stride * mostCodes),
    filled: place(4 * 8),
    codes: place(4 * mostCodes),
    groups: place(stride * (mostCodes + 1)),
    facts: place(stride),
    missing: place(stride),
    left: place(stride),
    right: place(stride),
    // Few rows in order are put there too.
    found: place(random ? 8 * rows + 64 : 64),
    stack: place(16 * (leaves + 2)),
    nodes: place(nodeBytesOf(sums) * 2 * leaves),
    room: place(closeRows * (columns * cell + 32) + 8),
    // Weights and weighted values of the rows of a node, by twos.
    near: place(random && sums === 1 ? 16 * rows + 16 : 0),
  };
  const ownBytes = ((end + 63) & ~63) - own;
  return { ...shared, head, tree, closeRows, ownBytes, end: own + trees * ownBytes };
};
