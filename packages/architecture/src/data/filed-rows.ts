import { ArchitectureError } from "../error.ts";

/** Numbers of rows, in one array. */
export interface NumberRows {
  readonly data: Float32Array | Uint8Array;
  readonly shape: readonly number[];
}

/** The same in a file: plain data, so that other processes are told where rows lie instead of being sent them. */
export interface FiledRows {
  /** Its path, or its number among the files that this process has open. */
  readonly file: string | number;
  readonly numbers: "float32" | "uint8";
  /** Bytes from the beginning of a row to that of the next. */
  readonly stride: number;
  readonly shape: readonly number[];
  /** Which row of the file each is. */
  readonly places: Int32Array;
}

const arrays = { float32: Float32Array, uint8: Uint8Array } as const;

const countIn = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** Bytes of a row. */
const widthOf = ({ numbers, shape }: FiledRows): number => countIn(shape.slice(1)) * arrays[numbers].BYTES_PER_ELEMENT;

/** Some of them, in the given order: nothing is read. */
export const takeFiledRows = ({ places, shape, ...rest }: FiledRows, which: ArrayLike<number>): FiledRows => ({
  ...rest,
  shape: [which.length, ...shape.slice(1)],
  places: Int32Array.from(which, (row) => places[row]!),
});

/** As many numbers are held in memory, where a network computes on four bytes for each. */
const fewNumbers = 2 ** 27;

/** Whether they are so few that a process may hold all of them. */
export const areFew = ({ shape }: FiledRows): boolean => countIn(shape) <= fewNumbers;

/** Bytes that are never held at once. */
const most = 2 ** 31;

/** All of them, from the file. */
export const readFiledRows = (rows: FiledRows): NumberRows => {
  const { file, numbers, stride, shape, places } = rows;
  const width = widthOf(rows);
  const length = width * places.length;
  if (length > most)
    throw new ArchitectureError(
      "data",
      `Rows that are prepared or solved for are held in memory, all at once and up to 2 GB: these are ${(length / 2 ** 30).toFixed(1)} GB.`,
      { remedy: "Look among families that learn row by row, or give fewer or smaller rows." },
    );
  const data = new arrays[numbers](countIn(shape));
  const bytes = new Uint8Array(data.buffer);
  withFile(file, (read) => {
    for (let row = 0, run = 1; row < places.length; row += run) {
      // Rows that lie one behind the other come in one go.
      for (run = 1; stride === width && places[row + run] === places[row]! + run; run++);
      read(bytes.subarray(row * width, (row + run) * width), places[row]! * stride);
    }
  });
  return { data, shape };
};

type Read = (into: Uint8Array, from: number) => void;

const withFile = (file: string | number, work: (read: Read) => void): void => {
  const { closeSync, openSync, readSync } = process.getBuiltinModule("node:fs");
  const failed = (why: string, cause?: unknown): ArchitectureError =>
    new ArchitectureError("file", `Rows lie in a file until a search is over: ${nameOf(file)}: ${why}.`, {
      cause,
      remedy: "Give the rows again.",
    });
  try {
    const open = typeof file === "number" ? file : openSync(file, "r");
    try {
      work((into, from) => {
        for (let done = 0; done < into.length; ) {
          const read = readSync(open, into, done, into.length - done, from + done);
          if (read === 0) throw failed("it ends too soon");
          done += read;
        }
      });
    } finally {
      if (typeof file !== "number") closeSync(open);
    }
  } catch (error) {
    throw error instanceof ArchitectureError ? error : failed((error as NodeJS.ErrnoException).message, error);
  }
};

const nameOf = (file: string | number): string => (typeof file === "number" ? "one without a name" : file);

/** So many bytes are on their way at a time. */
const part = 2 ** 24;

/** Rows one part after the other, as they lie in memory or in a file. */
export function* partsOfRows(rows: NumberRows | FiledRows): Generator<Uint8Array> {
  if ("data" in rows) {
    const { buffer, byteOffset, byteLength } = rows.data;
    for (let from = 0; from < byteLength; from += part)
      yield new Uint8Array(buffer, byteOffset + from, Math.min(part, byteLength - from));
    return;
  }
  const some = Math.max(1, Math.floor(part / widthOf(rows)));
  for (let from = 0; from < rows.places.length; from += some) {
    const which = Array.from(rows.places.subarray(from, from + some), (_, i) => from + i);
    yield readFiledRows(takeFiledRows(rows, which)).data as Uint8Array;
  }
}

/** Rows in a file that other processes can open: written there, unless they lie in one. */
export const fileRows = async (path: string, rows: NumberRows | FiledRows): Promise<FiledRows> => {
  if ("file" in rows && typeof rows.file === "string") return rows;
  const { open } = process.getBuiltinModule("node:fs/promises");
  const { shape } = rows;
  const numbers = "data" in rows ? (rows.data instanceof Uint8Array ? "uint8" : "float32") : rows.numbers;
  try {
    const handle = await open(path, "w");
    try {
      for (const bytes of partsOfRows(rows)) await handle.writeFile(bytes);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof ArchitectureError) throw cause;
    throw new ArchitectureError(
      "file",
      `A search keeps its rows in a file: ${path}: ${(cause as NodeJS.ErrnoException).message}.`,
      { cause, remedy: "Name a `folder` on a disk with more room." },
    );
  }
  const filed = { file: path, numbers, shape, places: Int32Array.from({ length: shape[0]! }, (_, i) => i) } as const;
  return { ...filed, stride: countIn(shape.slice(1)) * arrays[numbers].BYTES_PER_ELEMENT };
};
