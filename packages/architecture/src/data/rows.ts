import { shown } from "@kaviar/base/error";
import { plural } from "@kaviar/base/text";
import { isTensor, tensor } from "@kaviar/tensor";
import type { ColumnRows } from "../contract/columns.ts";
import type { Kind } from "../contract/facts.ts";
import { ArchitectureError } from "../error.ts";
import { columnsOfNumbers, namedColumns, takeColumnRows } from "./column-rows.ts";
import { type FiledRows, type NumberRows, readFiledRows, takeFiledRows } from "./filed-rows.ts";
import { givenParts, mainOf, type PartedRows } from "./parted-rows.ts";

/** Rows of one part, in memory. */
export type WholeRows = NumberRows | readonly string[] | ColumnRows;

/** The same, or in a file. */
export type MainRows = WholeRows | FiledRows;

/** Rows as a search holds them: those of two parts are in memory. */
export type Rows = MainRows | PartedRows<WholeRows>;

export const isTexts = (rows: Rows): rows is readonly string[] => Array.isArray(rows);

export const isColumns = (rows: Rows): rows is ColumnRows => "rows" in rows;

export const isFiled = (rows: Rows): rows is FiledRows => "places" in rows;

export type HeldRows = Exclude<Rows, FiledRows>;

/** Rows in memory: those in a file are read. */
export function heldRows(rows: MainRows): WholeRows;
export function heldRows(rows: Rows): HeldRows;
export function heldRows(rows: Rows): HeldRows {
  return isFiled(rows) ? readFiledRows(rows) : rows;
}

export const isParted = (rows: Rows): rows is PartedRows<WholeRows> => "columns" in rows && !("rows" in rows);

export const countRows = (rows: Rows): number => {
  if (isParted(rows)) return rows.columns.rows;
  return isTexts(rows) ? rows.length : isColumns(rows) ? rows.rows : rows.shape[0]!;
};

/**
 * Some rows of all, in the given order: numbers with their shape, texts, columns, or parts.
 *
 * ```ts
 * takeRows(images, [2, 0]);
 * ```
 * What `readImages` and its kin give as `x` are such rows; of those that `storeImages` gives nothing is read yet.
 */
export const takeRows = (rows: Rows, which: ArrayLike<number>): Rows => {
  if (isParted(rows)) {
    const [kind, main] = mainOf(rows);
    return { [kind]: takeRows(main, which), columns: takeColumnRows(rows.columns, which) } as Rows;
  }
  if (isTexts(rows)) return Array.from(which, (row) => rows[row]!);
  if (isColumns(rows)) return takeColumnRows(rows, which);
  if (isFiled(rows)) return takeFiledRows(rows, which);
  const size = rows.shape.slice(1).reduce((product, n) => product * n, 1);
  const data = new (rows.data.constructor as Float32ArrayConstructor)(which.length * size) as NumberRows["data"];
  for (let i = 0; i < which.length; i++)
    data.set(rows.data.subarray(which[i]! * size, (which[i]! + 1) * size), i * size);
  return { data, shape: [which.length, ...rows.shape.slice(1)] };
};

/** How rows of each kind look to a network. */
const forms: { readonly [K in Exclude<Kind, "text">]: { readonly rank: number; readonly law: string } } = {
  image: { rank: 4, law: "Images are [N, C, H, W]" },
  sequence: { rank: 3, law: "Sequences are [N, T, F]" },
  table: { rank: 2, law: "Rows of a table are [N, F] or have columns with names" },
};

/** Rows of a kind from what was given: checked, in one array; or of two parts. */
export const readRows = async (kind: Kind, given: unknown): Promise<Rows> => {
  const parts = givenParts(kind, given);
  if (!parts) return readMain(kind, given);
  const main = heldRows(await readMain(kind, parts.main));
  if (countRows(main) !== parts.columns.rows)
    throw new ArchitectureError(
      "data",
      `Each row has both parts: ${kind} has ${plural(countRows(main), "row")}, columns have ${parts.columns.rows}.`,
    );
  return { [kind]: main, columns: parts.columns } as Rows;
};

const readMain = async (kind: Kind, given: unknown): Promise<MainRows> => {
  if (kind === "text") return readTexts(given);
  const named = kind === "table" ? namedColumns(given) : undefined;
  if (named) return named;
  if (kind === "image" && areFiled(given)) return given;
  const { rank, law } = forms[kind];
  const rows = kind === "sequence" && isRagged(given) ? filled(given) : await numbersOf(law, given);
  // One channel goes without saying.
  const shape = rows.shape.length === rank - 1 ? withOne(kind, rows.shape) : rows.shape;
  if (shape.length !== rank)
    throw new ArchitectureError("data", `${law}: got [${rows.shape.join(", ")}].`, {
      remedy: kind === "image" ? "Grey images may be [N, H, W]." : "Give each row the same axes.",
    });
  const [, channels, , last] = shape;
  if (kind === "image" && channels! > 4 && last! <= 4)
    throw new ArchitectureError("data", `${law}: got [${shape.join(", ")}], which has its channels last.`, {
      remedy: "Exchange the axes, as `readImages` does.",
    });
  if (kind === "table") return columnsOfNumbers(rows.data, shape as [number, number]);
  return { data: rows.data, shape };
};

const withOne = (kind: Kind, shape: readonly number[]): readonly number[] =>
  kind === "image" ? [shape[0]!, 1, ...shape.slice(1)] : [...shape, 1];

const readTexts = (given: unknown): readonly string[] => {
  if (!Array.isArray(given)) throw new ArchitectureError("data", `Texts are a list of strings: got ${shown(given)}.`);
  const odd = given.findIndex((each) => typeof each !== "string");
  if (odd < 0) return given as readonly string[];
  throw new ArchitectureError("data", `Each row is a text: x[${odd}] is ${shown(given[odd])}.`, {
    remedy: 'A row without a text is the empty one, "".',
  });
};

const numbersOf = async (law: string, given: unknown): Promise<NumberRows> => {
  if (isShaped(given)) {
    const { data, shape } = given;
    const size = shape.reduce((product, n) => product * n, 1);
    if (data.length !== size)
      throw new ArchitectureError("data", `${law}: [${shape.join(", ")}] are ${size} numbers, got ${data.length}.`);
    return { data: data instanceof Uint8Array ? data : Float32Array.from(data), shape };
  }
  if (!isTensor(given) && !Array.isArray(given))
    throw new ArchitectureError("data", `${law}: got ${shown(given)}.`, {
      remedy: "Give nested arrays, { data, shape }, or a tensor.",
    });
  const values = (isTensor(given) ? given : tensor(given as never)) as unknown as {
    readonly shape: readonly number[];
    data(): Promise<ArrayLike<number>>;
  };
  return { data: Float32Array.from(await values.data()), shape: values.shape };
};

/** What `storeImages` gives: images in a file. */
const areFiled = (given: unknown): given is FiledRows =>
  typeof given === "object" && given !== null && "places" in given && "stride" in given;

const isShaped = (given: unknown): given is { readonly data: ArrayLike<number>; readonly shape: readonly number[] } =>
  typeof given === "object" && given !== null && !isTensor(given) && "data" in given && "shape" in given;

/** Lists of steps, not all of one length: a step is a number, or a list of one for each channel. */
const isRagged = (given: unknown): given is readonly (readonly (number | readonly number[])[])[] =>
  Array.isArray(given) && given.every(Array.isArray) && new Set(given.map((row: unknown[]) => row.length)).size > 1;

/** Behind the end of a shorter sequence stands NaN. */
const filled = (rows: readonly (readonly (number | readonly number[])[])[]): NumberRows => {
  const steps = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const empty = rows.findIndex((row) => row.length === 0);
  if (empty >= 0)
    throw new ArchitectureError("data", `A sequence has at least one step: x[${empty}] has none.`, {
      remedy: "Leave it out.",
    });
  const widthOf = (step: number | readonly number[]): number => (typeof step === "number" ? 1 : step.length);
  const channels = widthOf(rows[0]![0]!);
  const data = new Float32Array(rows.length * steps * channels).fill(Number.NaN);
  for (const [i, row] of rows.entries())
    for (const [t, step] of row.entries()) {
      if (widthOf(step) !== channels)
        throw new ArchitectureError(
          "data",
          `All steps have the same channels: x[${i}][${t}] has ${plural(widthOf(step), "number")}, x[0][0] has ${channels}.`,
        );
      data.set(typeof step === "number" ? [step] : step, (i * steps + t) * channels);
    }
  return { data, shape: [rows.length, steps, channels] };
};

/** What is predicted later may be longer than what was learned from, by so much. */
const room = 1.25;

/** Sequences of which some end before the longest get room for longer ones behind: nothing stands there. */
export const withRoom = (kind: Kind, rows: Rows): Rows => {
  if (isParted(rows)) return { ...rows, [kind]: withRoom(kind, mainOf(rows)[1]) } as Rows;
  if (kind !== "sequence" || !("shape" in rows) || isFiled(rows) || !rows.data.some(Number.isNaN)) return rows;
  const [count, steps, channels] = rows.shape as [number, number, number];
  return longer(rows, [count, Math.ceil(room * steps), channels]);
};

/** Sequences with more steps, of which the last have nothing. */
export const longer = ({ data, shape }: NumberRows, [count, steps, channels]: [number, number, number]): NumberRows => {
  const own = shape[1]!;
  const wide = new Float32Array(count * steps * channels).fill(Number.NaN);
  for (let row = 0; row < count; row++)
    wide.set(data.subarray(row * own * channels, (row + 1) * own * channels), row * steps * channels);
  return { data: wide, shape: [count, steps, channels] };
};
