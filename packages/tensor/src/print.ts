import type { AnyElements, DType } from "./dtype.ts";
import { type Shape, sizeOf } from "./shape.ts";

const edge = 3;
const threshold = 1000;

/** A tensor's text as NumPy writes arrays: aligned columns, long axes shortened to both ends. */
export const showTensor = (elements: AnyElements, shape: Shape, dtype: DType): string => {
  const shorten = sizeOf(shape) > threshold;
  const visible = (length: number): (number | null)[] =>
    shorten && length > 2 * edge
      ? [...Array(edge).keys(), null, ...Array.from({ length: edge }, (_, i) => length - edge + i)]
      : [...Array(length).keys()];
  const shown = new Set<number>();
  const collect = (axis: number, offset: number): void => {
    if (axis === shape.length) shown.add(offset);
    else for (const i of visible(shape[axis]!)) if (i !== null) collect(axis + 1, offset * shape[axis]! + i);
  };
  collect(0, 0);
  const format = formatter(
    dtype,
    [...shown].map((i) => elements[i]!),
  );
  const texts = new Map([...shown].map((i) => [i, format(elements[i]!)]));
  const width = Math.max(0, ...[...texts.values()].map(({ length }) => length));

  const write = (axis: number, offset: number, indent: number): string => {
    if (axis === shape.length) return texts.get(offset)!.padStart(width);
    const parts = visible(shape[axis]!).map((i) =>
      i === null ? "..." : write(axis + 1, offset * shape[axis]! + i, indent + 1),
    );
    if (axis === shape.length - 1) return `[${parts.join(" ")}]`;
    const gap = `${"\n".repeat(shape.length - 1 - axis)}${" ".repeat(indent + 1)}`;
    return `[${parts.join(gap)}]`;
  };
  return shape.length === 0 ? format(elements[0]!) : write(0, 0, 0);
};

/** Floats share a number of digits (at most 8 significant for the largest), or go to exponents when they differ by much. */
const formatter = (dtype: DType, visible: readonly (number | bigint)[]): ((value: number | bigint) => string) => {
  if (dtype === "bool") return (value) => (value ? "true" : "false");
  if (dtype !== "float32" && dtype !== "float64") return String;
  const finite = visible
    .map(Number)
    .filter((value) => Number.isFinite(value) && value !== 0)
    .map(Math.abs);
  const largest = Math.max(0, ...finite);
  const smallest = Math.min(Infinity, ...finite);
  const special = (value: number) => (Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf");
  const exponents = largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1e3 * 1e5;
  const digits = (value: number) => shortDigits(value, exponents);
  const decimals = Math.max(0, ...finite.map(digits));
  return (value) => {
    const number = Number(value);
    if (!Number.isFinite(number)) return special(number);
    if (exponents) return number.toExponential(decimals).replace(/e([+-])(\d)$/, "e$10$2");
    const text = number.toFixed(decimals);
    return decimals === 0 ? `${text}.` : text;
  };
};

/** Decimals that a number needs, up to 8 (4 after the point of an exponent's mantissa at least). */
const shortDigits = (value: number, exponents: boolean): number => {
  const text = exponents ? value.toExponential(8).split("e")[0]! : value.toFixed(8);
  const rounded = String(Number.parseFloat(Number(text).toPrecision(8)));
  return Math.min(8, rounded.includes("e") ? 8 : (rounded.split(".")[1]?.length ?? 0));
};
