import type { Returned } from "../trial/objectives.ts";
import type { Json } from "../trial/record.ts";

/** What a line that a command printed says. */
export type Printed =
  | { readonly kind: "report"; readonly value: Returned; readonly step: number }
  | { readonly kind: "attributes"; readonly attributes: Readonly<Record<string, Json>> }
  | { readonly kind: "artifacts"; readonly files: Readonly<Record<string, string>> }
  | { readonly kind: "constraints"; readonly constraints: Readonly<Record<string, number>> }
  | { readonly kind: "value"; readonly values: unknown }
  | { readonly kind: "prune"; readonly why?: string }
  | { readonly kind: "text" };

/** Numbers as languages print them that JSON has no word for. */
const words: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Infinity,
  infinity: Infinity,
  "+inf": Infinity,
  "-inf": -Infinity,
  "-infinity": -Infinity,
};

/**
 * One line of a command's output:
 *
 * ```json
 * {"report": 0.31, "step": 2}
 * {"attributes": {"parameters": 12000}}
 * {"constraints": {"latency": -0.2}}
 * {"artifacts": {"curve.png": "out/curve.png"}}
 * {"value": 0.25}
 * {"prune": "the loss is not a number"}
 * ```
 * Of several objectives the value, and that of a report, is an array, or a record by their names.
 * A line that is a number, or an array of numbers, is a value too; Python's `nan` and `inf` are read. All else is text.
 */
export const readPrinted = (line: string): Printed => {
  const said = parse(line.trim());
  if (typeof said === "number" || isNumbers(said)) return { kind: "value", values: said };
  if (typeof said !== "object" || said === null || Array.isArray(said)) return { kind: "text" };
  const { report, step, attributes, artifacts, constraints, value, values, prune } = said as Record<string, unknown>;
  if (report !== undefined) return { kind: "report", value: report as Returned, step: step as number };
  if (attributes !== undefined) return { kind: "attributes", attributes: attributes as Record<string, Json> };
  if (artifacts !== undefined) return { kind: "artifacts", files: artifacts as Record<string, string> };
  if (constraints !== undefined) return { kind: "constraints", constraints: constraints as Record<string, number> };
  if (prune === true) return { kind: "prune" };
  if (typeof prune === "string") return { kind: "prune", why: prune };
  if (value !== undefined || values !== undefined) return { kind: "value", values: value ?? values };
  return { kind: "text" };
};

const isNumbers = (said: unknown): boolean => Array.isArray(said) && said.every((each) => typeof each === "number");

const parse = (text: string): unknown => {
  const word = words[text.toLowerCase()];
  if (word !== undefined) return word;
  // Words outside of strings become strings that no command prints, and those become numbers.
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (part) =>
    part.startsWith('"') ? part : `"\\u0000${part}"`,
  );
  try {
    return JSON.parse(marked, (_, value: unknown) =>
      typeof value === "string" && value.startsWith("\u0000") ? Number(value.slice(1)) : value,
    );
  } catch {
    return undefined;
  }
};
