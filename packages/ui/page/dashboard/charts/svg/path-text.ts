import { short } from "./markup.ts";

/** What a path is drawn by, as far as charts do. */
export type PathCall = "moveTo" | "lineTo" | "rect" | "arc" | "closePath";

/** One of these as SVG writes it. */
export const pathText = (call: PathCall, given: readonly number[]): string => {
  const [x = 0, y = 0] = given;
  if (call === "moveTo") return `M${short(x)} ${short(y)}`;
  if (call === "lineTo") return `L${short(x)} ${short(y)}`;
  if (call === "closePath") return "Z";
  if (call === "rect") {
    const [, , width = 0, height = 0] = given;
    return `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`;
  }
  const [, , radius = 0, from = 0, to = 0] = given;
  const at = (angle: number) => `${short(x + radius * Math.cos(angle))} ${short(y + radius * Math.sin(angle))}`;
  // An arc that ends where it began is none: a circle is two halves.
  const middle = (from + to) / 2;
  const half = (end: number) =>
    `A${short(radius)} ${short(radius)} 0 ${Math.abs(to - from) > 2 * Math.PI ? 1 : 0} 1 ${at(end)}`;
  return `M${at(from)}${half(middle)}${half(to)}`;
};

/** A path begins with a move: the first line of a canvas's path does without. */
export const wholePath = (parts: readonly string[]): string => {
  const path = parts.join("");
  return path.startsWith("L") ? `M${path.slice(1)}` : path;
};
