import { base64, bytesOf } from "./base64.ts";

/** Columns of numbers that pass as their bytes, the low one of each number first. */
const columns = { uint8: Uint8Array, uint16: Uint16Array, int32: Int32Array, float64: Float64Array } as const;

/** What JSON cannot hold: `$` says what it is, `of` what it was made from. */
interface Odd {
  readonly $: keyof typeof columns | "number" | "object";
  readonly of: unknown;
}

/**
 * Data as text for a `<script type="application/json">`: no `<` in it, so nothing in the data can end the element, open a
 * comment or begin another element. NaN and ±Infinity pass, and typed arrays.
 */
export const jsonInHtml = (data: unknown): string => {
  const ours = new WeakSet<object>();
  const odd = (made: Odd): Odd => {
    ours.add(made);
    return made;
  };
  return JSON.stringify(data, (_, value: unknown) => {
    if (typeof value === "number" && !Number.isFinite(value)) return odd({ $: "number", of: String(value) });
    if (typeof value !== "object" || value === null || ours.has(value)) return value;
    for (const [$, Column] of entries(columns))
      if (value instanceof Column)
        return odd({ $, of: base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) });
    // Somebody else's `$` says nothing.
    return Object.hasOwn(value, "$") ? odd({ $: "object", of: Object.entries(value) }) : value;
  })
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
};

/** Reads what `jsonInHtml` wrote. */
export const fromJsonInHtml = (text: string): unknown =>
  JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, "$")) return value;
    const { $, of } = value as Odd;
    if ($ === "number") return Number(of);
    if ($ === "object") return Object.fromEntries(of as readonly [string, unknown][]);
    return new columns[$](bytesOf(of as string).buffer);
  });

const entries = Object.entries as <Key extends string, Value>(
  of: Readonly<Record<Key, Value>>,
) => readonly [Key, Value][];
