import type { TextEncodingName } from "./text-rows.ts";

export type Read =
  | { readonly text: string; readonly encoding: TextEncodingName }
  /** Why it is no text. */
  | { readonly why: string };

const decoded = (label: string, bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** What no text has, in Latin-1 either: control codes other than tabs, ends of lines and pages, and escape. */
const isControl = (byte: number): boolean => byte < 32 && ![9, 10, 11, 12, 13, 27].includes(byte);

/** So many bytes tell whether a file is text at all. */
const looked = 4096;

/**
 * The text of a file: UTF-16 where a mark at the beginning says so, else UTF-8; what is not that is Latin-1 (Windows-1252, as
 * those who write it mean it), unless it has bytes that no text has.
 */
export const textOfBytes = (bytes: Uint8Array): Read => {
  const [first, second] = bytes;
  const wide =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : undefined;
  if (wide) {
    const text = decoded(wide, bytes);
    return text === undefined ? { why: "it begins as UTF-16, and is not" } : { text, encoding: "utf-16" };
  }
  if (bytes.subarray(0, looked).some(isControl) || bytes.includes(0))
    return { why: "it is no text: it has bytes that no text has" };
  const text = decoded("utf-8", bytes);
  if (text !== undefined) return { text, encoding: "utf-8" };
  // As a stream: for whole arrays Node takes a short cut that makes control codes of € and curly quotes.
  return { text: new TextDecoder("windows-1252").decode(bytes, { stream: true }), encoding: "latin-1" };
};
