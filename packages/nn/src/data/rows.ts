import { shown } from "@kaviar/base/error";
import { type Elements, isTensor, leavesOf, type Shape, type Structure, type Tensor, tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";

type AnyTensor = Tensor<keyof Elements>;
type NumericArray =
  | Float32Array
  | Float64Array
  | Int32Array
  | Uint32Array
  | Uint8Array
  | Uint8ClampedArray
  | Int8Array
  | Int16Array
  | Uint16Array;

/** Numbers by rows: nested arrays, a typed array (with its shape, where it is not a plain list), or a tensor. */
export type Rows =
  | AnyTensor
  | NumericArray
  | readonly unknown[]
  | { readonly data: NumericArray | readonly number[]; readonly shape: Shape };

/** What a model takes, or is to say: rows, or rows by name for models with several inputs or outputs. */
export type Inputs = Rows | { readonly [name: string]: Rows };

/** The inputs of a prediction as tensors; `missing` is whether steps of sequences may be NaN, as `masking("missing")` has them. */
export const createInputs = (x: Inputs, missing = false): Structure => toTensors("x", x, textsRemedy, missing).tensors;

const isRecord = (value: unknown): value is Readonly<Record<string, Rows>> => {
  if (typeof value !== "object" || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) return false;
  return !isTensor(value) && !isShaped(value);
};

const isShaped = (value: object): value is { readonly data: ArrayLike<number>; readonly shape: Shape } =>
  "data" in value && "shape" in value;

/** What to do about texts among the rows. */
const textsRemedy = "Turn texts into numbers first; only labels may be texts.";

/** What to do about texts among the targets of several outputs, where they are no labels yet. */
export const textsOfSeveralRemedy =
  "Texts are classes where there is one output: number the classes of each of several, 0, 1, …";

export const toTensors = (
  name: string,
  given: Inputs,
  remedyOfNamed = textsRemedy,
  missing = false,
): { readonly tensors: Structure } => {
  if (isRecord(given)) {
    const parts = Object.entries(given).map(
      ([key, part]) => [key, toTensor(`${name}.${key}`, part, remedyOfNamed, missing)] as const,
    );
    if (parts.length > 0) return { tensors: Object.fromEntries(parts) };
  } else if (Array.isArray(given) && given.length > 0 && given.every(isTensor)) {
    return { tensors: given.map((part, i) => toTensor(`${name}[${i}]`, part as AnyTensor)) };
  }
  return { tensors: toTensor(name, given as Rows, textsRemedy, missing) };
};

const toTensor = (name: string, rows: Rows, remedy = textsRemedy, missing = false): AnyTensor => {
  if (isTensor(rows)) return asNetworkDtype(rows);
  if (typeof rows !== "object" || rows === null) {
    throw new ModelError("data", `${name} must be rows of numbers: got ${rows === null ? "null" : typeof rows}.`, {
      remedy: "Give nested arrays, a typed array, { data, shape }, or a tensor.",
    });
  }
  const { data, shape } =
    ArrayBuffer.isView(rows) || Array.isArray(rows)
      ? { data: rows, shape: undefined }
      : (rows as { data: never; shape: Shape });
  const numbers = flatRows(name, data as ArrayLike<unknown>, remedy);
  const form = shape ?? numbers.shape;
  const size = form.reduce((product, n) => product * n, 1);
  if (size !== numbers.elements.length) {
    throw new ModelError(
      "data",
      `${name} needs as many numbers as its shape says: [${form.join(", ")}] are ${size}, got ${numbers.elements.length}.`,
    );
  }
  const whole = checkFinite(name, numbers.elements, form, missing);
  const made = tensor(numbers.elements as Float32Array, { shape: form });
  if (whole) finite.add(made);
  return made;
};

/** Networks compute in float32, and count in int32. */
const asNetworkDtype = (given: AnyTensor): AnyTensor => {
  if (given.dtype === "float64") return given.cast("float32");
  return given.dtype === "int64" ? given.cast("int32") : given;
};

/** Tensors whose numbers have been looked at already. */
const finite = new WeakSet<AnyTensor>();

/** Refuses NaN and infinities in tensors that were given as such: to look at them takes a run. */
export const checkInputs = async (x: Structure, missing = false): Promise<void> => {
  for (const [name, given] of leaves("x", x)) {
    if (given.dtype !== "float32" || finite.has(given)) continue;
    const whole =
      (await given.isFinite().all().item()) ||
      checkFinite(name, (await given.data()) as Float32Array, given.shape, missing);
    if (whole) finite.add(given);
  }
};

/** Integers of int32 stay integers (token numbers, classes); every other number is a float32 to a network. */
const flatRows = (
  name: string,
  data: ArrayLike<unknown>,
  remedy: string,
): { readonly elements: Float32Array | Int32Array; readonly shape: Shape } => {
  if (data instanceof Float32Array || data instanceof Int32Array) return { elements: data, shape: [data.length] };
  if (ArrayBuffer.isView(data)) return { elements: floatsOf(data as never), shape: [data.length] };
  const first = data[0];
  if (data.length === 0) return { elements: new Float32Array(0), shape: [0] };
  if (typeof first === "number" || typeof first === "boolean" || typeof first === "bigint") {
    return {
      elements: Float32Array.from(data as ArrayLike<number>, (value, i) => checkNumber(name, value, i)),
      shape: [data.length],
    };
  }
  if (typeof first !== "object" || first === null) {
    throw new ModelError(
      "data",
      `${name} must hold numbers: got ${shown(first)} ${name.includes(", row ") ? "in place 0" : "in row 0"}.`,
      {
        remedy: isMissing(first) ? missingRemedy : remedy,
      },
    );
  }
  const parts = Array.from(data, (row, i) => {
    if (typeof row === "object" && row !== null)
      return flatRows(`${name}, row ${i}`, row as ArrayLike<unknown>, remedy);
    throw new ModelError("data", `${name} needs rows of one shape: row 0 is a list, row ${i} is ${String(row)}.`);
  });
  const inner = parts[0]!.shape;
  const length = parts[0]!.elements.length;
  const odd = parts.findIndex(({ shape }) => shape.join() !== inner.join());
  if (odd >= 0) {
    throw new ModelError(
      "data",
      `${name} needs rows of one shape: row 0 is [${inner.join(", ")}], row ${odd} is [${parts[odd]!.shape.join(", ")}].`,
      { remedy: "Pad or cut the rows to one length; a mask says which steps of a sequence are there." },
    );
  }
  const integers = parts.every(({ elements }) => elements instanceof Int32Array);
  const elements = integers ? new Int32Array(parts.length * length) : new Float32Array(parts.length * length);
  parts.forEach((part, i) => {
    elements.set(part.elements, i * length);
  });
  return { elements, shape: [parts.length, ...inner] };
};

/** Copied as a whole, which is thirty times as fast as one number after the other; only integers of 64 bits need that. */
const floatsOf = (data: NumericArray | BigInt64Array | BigUint64Array): Float32Array =>
  data instanceof BigInt64Array || data instanceof BigUint64Array
    ? Float32Array.from(data as never, Number)
    : new Float32Array(data);

const isMissing = (value: unknown): boolean => value === null || value === undefined;

const missingRemedy = "Fill in what is missing, or leave out the row.";

const checkNumber = (name: string, value: unknown, i: number): number => {
  if (typeof value === "number" || typeof value === "boolean") return Number(value);
  // Columns of counts come as 64-bit integers from databases and files: those that a number holds are numbers.
  if (typeof value === "bigint" && Number.isSafeInteger(Number(value))) return Number(value);
  throw new ModelError("data", `${name} must hold numbers: got ${shown(value)} at ${i}.`, {
    remedy: isMissing(value) ? missingRemedy : "Turn texts into numbers first.",
  });
};

/** Whether all numbers are finite. Steps [N, T, F] that are not there may be NaN where a model passes over them. */
const checkFinite = (
  name: string,
  elements: Float32Array | Int32Array,
  [rows = 1, ...rest]: Shape,
  missing: boolean,
): boolean => {
  if (elements instanceof Int32Array) return true;
  const step = missing && rest.length === 2 ? rest[1]! : 0;
  let whole = true;
  for (let i = 0; i < elements.length; i++) {
    if (Number.isFinite(elements[i]!)) continue;
    if (step > 0 && isMissingStep(elements, i, step)) {
      whole = false;
      continue;
    }
    const width = Math.max(
      1,
      rest.reduce((product, n) => product * n, 1),
    );
    const column = width > 1 ? `, column ${i % width}` : "";
    throw new ModelError(
      "data",
      `${name} must hold finite numbers: got ${elements[i]} at row ${Math.floor(i / width)}${column} of ${rows}.`,
      {
        remedy: `Leave out the row, or fill in the missing value (a mean, a median, a constant).${
          rest.length === 2 ? ' A model that begins with masking("missing") passes over steps that are all NaN.' : ""
        }`,
      },
    );
  }
  return whole;
};

const isMissingStep = (elements: Float32Array, i: number, width: number): boolean => {
  const from = i - (i % width);
  for (let k = from; k < from + width; k++) if (!Number.isNaN(elements[k]!)) return false;
  return true;
};

/** The tensors of x or y, with the names that errors have for them. */
export const leaves = (name: string, structure: Structure): [string, AnyTensor][] =>
  leavesOf(structure).map(({ path, tensor }) => [[name, ...path].join("."), tensor]);
