import { encodePng } from "@kaviar/base/picture";
import type { ColumnRows } from "../contract/columns.ts";
import { asTable } from "../data/column-rows.ts";
import { mainOf } from "../data/parted-rows.ts";
import {
  type HeldRows,
  heldRows,
  isColumns,
  isParted,
  isTexts,
  type Rows,
  takeRows,
  type WholeRows,
} from "../data/rows.ts";
import { outputsOf, type Targets } from "../data/targets.ts";
import type { Example, Shown } from "./network-report.ts";

/** So many that are wrong are shown, and so many that are right. */
const shown = { wrong: 18, right: 6 } as const;

/** Letters of a text, steps of a sequence, cells of a row and letters of a cell that are shown at most. */
const most = { letters: 600, steps: 400, cells: 12, cell: 80 } as const;

interface Judged {
  readonly rows: Rows;
  readonly targets: Targets;
  readonly said: Float32Array;
  /** Names of files, or of sequences. */
  readonly names?: readonly string[] | undefined;
}

/** Rows that are wrong, the surest first, and some that are right. */
export const examplesOf = ({ rows, targets, said, names }: Judged): readonly Example[] => {
  const outputs = outputsOf(targets);
  const count = said.length / outputs;
  const near =
    targets.kind === "numbers"
      ? targets.values.map((value, row) => Math.abs(value - said[row]!)).sort()[count >> 1]!
      : 0;
  const all = Array.from({ length: count }, (_, row) => ({
    row,
    ...judge(targets, said.subarray(row * outputs, (row + 1) * outputs), row, near),
  }));
  const wrong = all.filter(({ isRight }) => !isRight).sort((a, b) => b.sureness - a.sureness);
  const right = all.filter(({ isRight }) => isRight);
  const every = Math.max(1, Math.floor(right.length / shown.right));
  const some = right.filter((_, i) => i % every === 0).slice(0, shown.right);
  return [...wrong.slice(0, shown.wrong), ...some].map(({ row, sureness: _, ...told }) => ({
    ...looksOf(heldRows(takeRows(rows, [row]))),
    ...told,
    ...(names?.[row] !== undefined && { name: names[row] }),
  }));
};

/** What was said of a row; numbers are right where they are as near as half of all. */
const judge = (targets: Targets, own: Float32Array, row: number, near: number) => {
  if (targets.kind === "numbers") {
    const [value, guess] = [targets.values[row]!, own[0]!];
    const off = Math.abs(value - guess);
    return { actual: short(value), said: short(guess), isRight: off <= near, sureness: off };
  }
  const best = own.indexOf(Math.max(...own));
  const actual = targets.codes[row]!;
  return {
    actual: targets.classes[actual]!,
    said: targets.classes[best]!,
    isRight: best === actual,
    probability: own[best]!,
    ofActual: own[actual]!,
    sureness: own[best]!,
  };
};

const short = (value: number): string => String(Number(value.toPrecision(4)));

const looksOf = (row: HeldRows): Pick<Example, "shown" | "beside"> =>
  isParted(row) ? { shown: lookOf(mainOf(row)[1]), beside: cellsOf(row.columns) } : { shown: lookOf(row) };

const lookOf = (row: WholeRows): Shown => {
  if (isTexts(row)) return { text: row[0]!.length > most.letters ? `${row[0]!.slice(0, most.letters)} …` : row[0]! };
  if (isColumns(row)) return { cells: cellsOf(row) };
  if (row.shape.length === 4) return { picture: pictureOf(row.data, row.shape as readonly number[]) };
  const [, steps, channels] = row.shape as readonly [number, number, number];
  const every = Math.max(1, Math.ceil(steps / most.steps));
  return {
    lines: Array.from({ length: Math.min(channels, 6) }, (_, channel) => ({
      name: `channel ${channel + 1}`,
      values: Array.from({ length: Math.ceil(steps / every) }, (_, i) => {
        const value = row.data[i * every * channels + channel]!;
        return Number.isNaN(value) ? null : value;
      }),
    })),
  };
};

const cellsOf = (row: ColumnRows): readonly (readonly [name: string, value: string])[] => {
  const table = asTable(row);
  return table.columns.slice(0, most.cells).map((name) => {
    const cell = table.column(name).at(0);
    const written = cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
    return [name, cell === null ? "" : typeof cell === "number" ? short(cell) : cut(written)];
  });
};

const cut = (text: string): string => (text.length > most.cell ? `${text.slice(0, most.cell)} …` : text);

/** An image [1, C, H, W] as a data URL, its channels side by side: of one, three, or the first of others. */
const pictureOf = (pixels: ArrayLike<number>, [, channels, height, width]: readonly number[]): string => {
  const kept = channels === 3 ? 3 : 1;
  const places = height! * width!;
  const bytes = Uint8Array.from(
    { length: places * kept },
    (_, i) => pixels[(i % kept) * places + Math.floor(i / kept)]!,
  );
  return dataUrl(encodePng(bytes, width!, height!, kept));
};

export const dataUrl = (png: Uint8Array): string => `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
