import { type AnyElements, type DType, isFloat } from "../values/dtype.ts";
import { range, type Shape, sizeOf, stridesOf } from "../values/shape.ts";

/** NumPy's settings: elements at each end of a shortened axis, the size from which on axes are shortened, the width. */
const edge = 3;
const threshold = 1000;
const lineWidth = 75;
const precision = 8;

/** A tensor's text as NumPy writes arrays: aligned columns, long lines wrapped, long axes shortened to both ends. */
export const showTensor = (elements: AnyElements, shape: Shape, dtype: DType): string => {
  if (shape.length === 0) return showScalar(elements[0]!, dtype);
  if (sizeOf(shape) === 0) return "[]";
  const shorten = sizeOf(shape) > threshold;
  const visible = (length: number): (number | "...")[] =>
    shorten && length > 2 * edge
      ? [...range(edge), "...", ...range(edge).map((i) => length - edge + i)]
      : range(length);
  const strides = stridesOf(shape);

  const shown: (number | bigint)[] = [];
  const collect = (axis: number, offset: number): void => {
    if (axis === shape.length) shown.push(elements[offset]!);
    else for (const i of visible(shape[axis]!)) if (i !== "...") collect(axis + 1, offset + i * strides[axis]!);
  };
  collect(0, 0);
  const format = formatter(shown, dtype);

  const write = (axis: number, offset: number): string => {
    const indent = " ".repeat(axis + 1);
    const last = axis === shape.length - 1;
    const parts = visible(shape[axis]!).map((i) => {
      if (i === "...") return i;
      const at = offset + i * strides[axis]!;
      return last ? format(elements[at]!) : write(axis + 1, at);
    });
    const joined = last
      ? wrap(parts, indent, lineWidth - axis - 1)
      : parts.join("\n".repeat(shape.length - 1 - axis) + indent);
    return `[${joined}]`;
  };
  return write(0, 0);
};

const wrap = (words: readonly string[], indent: string, width: number): string => {
  const lines: string[] = [];
  let line = indent;
  for (const word of words) {
    if (line.length + word.length > width && line.length > indent.length) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${word} `;
  }
  return [...lines, line.slice(0, -1)].join("\n").slice(indent.length);
};

type Format = (value: number | bigint) => string;

const formatter = (shown: readonly (number | bigint)[], dtype: DType): Format => {
  const text: Format = dtype === "bool" ? showBool : isFloat(dtype) ? floatFormat(shown.map(Number), dtype) : String;
  const width = Math.max(dtype === "bool" ? 5 : 0, ...shown.map((value) => text(value).length));
  return (value) => text(value).padStart(width);
};

const showBool: Format = (value) => (value ? "True" : "False");

/** One float by itself shows all its digits. */
const showScalar = (value: number | bigint, dtype: DType): string => {
  if (dtype === "bool") return showBool(value);
  if (!isFloat(dtype)) return String(value);
  const number = Number(value);
  if (!Number.isFinite(number)) return showSpecial(number);
  const { mantissa, exponent } = scientific(number, dtype, 16);
  if (number !== 0 && (Math.abs(number) < 1e-4 || Math.abs(number) >= 1e16)) {
    return `${mantissa.replace(/\.$/, "")}e${showExponent(exponent, 2)}`;
  }
  return positional(number, dtype, Infinity).replace(/\.$/, ".0");
};

const showSpecial = (value: number): string => (Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf");

/** Digits after the point as many as the longest needs, at most 8; exponents where numbers are large, small or far apart. */
const floatFormat = (shown: readonly number[], dtype: DType): Format => {
  const finite = shown.filter(Number.isFinite);
  const sizes = finite.filter((value) => value !== 0).map((value) => Math.abs(shortest(value, dtype)));
  const [largest, smallest] = [Math.max(...sizes), Math.min(...sizes)];
  const format = largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1000 ? exponential : fixed;
  const finitely = format(finite, dtype);
  return (value) => (Number.isFinite(Number(value)) ? finitely(value) : showSpecial(Number(value)));
};

const fixed = (finite: readonly number[], dtype: DType): Format => {
  const text = (value: number) => positional(value, dtype, precision);
  const decimals = (shown: string) => shown.length - shown.indexOf(".") - 1;
  const most = Math.max(0, ...finite.map((value) => decimals(text(value))));
  return (value) => {
    const shown = text(Number(value));
    return shown + " ".repeat(most - decimals(shown));
  };
};

const exponential = (finite: readonly number[], dtype: DType): Format => {
  const parts = finite.map((value) => scientific(value, dtype, precision));
  const decimals = (mantissa: string) => mantissa.length - mantissa.indexOf(".") - 1;
  const most = Math.max(...parts.map(({ mantissa }) => decimals(mantissa)));
  const digits = Math.max(2, ...parts.map(({ exponent }) => String(Math.abs(exponent)).length));
  return (value) => {
    const { mantissa, exponent } = scientific(Number(value), dtype, precision);
    return `${mantissa}${"0".repeat(most - decimals(mantissa))}e${showExponent(exponent, digits)}`;
  };
};

const showExponent = (exponent: number, digits: number): string =>
  `${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(digits, "0")}`;

/** As few digits as tell the number from its neighbours, `most` after the point at most: `0.5`, `2.`, `-0.`. */
const positional = (value: number, dtype: DType, most: number): string => {
  const text = signed(value, String(shortest(value, dtype)));
  const decimals = text.split(".")[1] ?? "";
  if (decimals.length <= most) return text.includes(".") ? text : `${text}.`;
  return signed(value, value.toFixed(most)).replace(/0+$/, "");
};

const scientific = (value: number, dtype: DType, most: number) => {
  const short = shortest(value, dtype).toExponential();
  const long = (short.split("e")[0]!.split(".")[1] ?? "").length > most;
  const [digits, exponent] = (long ? value.toExponential(most).replace(/0+e/, "e") : short).split("e") as [
    string,
    string,
  ];
  return { mantissa: signed(value, digits.includes(".") ? digits : `${digits}.`), exponent: Number(exponent) };
};

/** −0 has a sign too. */
const signed = (value: number, text: string): string => (Object.is(value, -0) ? `-${text}` : text);

/** The number with the fewest digits that is this one in its dtype. */
const shortest = (value: number, dtype: DType): number => {
  if (dtype !== "float32") return value;
  const few = range(8).find((i) => Math.fround(Number(value.toPrecision(i + 1))) === value);
  return Number(value.toPrecision(few === undefined ? 9 : few + 1));
};
