import { compileSpace, float, fromUnit, log, oneMinusLog, type Parameter } from "@kaviar/tune";
import type { Panel } from "../draw/panel.ts";
import { histogram } from "./histogram.ts";

const draws = 3000;

/** What comes of numbers that are drawn evenly, seen on the scale that counts. */
const drawn = (title: string, parameter: Parameter<number>, seen: (value: number) => number, axis: string): Panel => {
  const [dimension] = compileSpace({ x: parameter }).dimensions;
  const values = Array.from({ length: draws }, (_, i) => seen(Number(fromUnit(dimension!.domain, (i + 0.5) / draws))));
  return histogram(values, { title, axis, range: [Math.round(Math.min(...values)), Math.round(Math.max(...values))] });
};

const nines = (value: number): number => -Math.log10(1 - value);
const pictures: Readonly<Record<string, () => Panel[]>> = {
  log: () => [
    drawn("log(0.0001, 1)", log(1e-4, 1), Math.log10, "log₁₀ x"),
    drawn("float(0.0001, 1)", float(1e-4, 1), Math.log10, "log₁₀ x"),
  ],
  oneMinusLog: () => [
    drawn("oneMinusLog(0.9, 0.9999)", oneMinusLog(0.9, 0.9999), nines, "−log₁₀(1 − x)"),
    drawn("float(0.9, 0.9999)", float(0.9, 0.9999), nines, "−log₁₀(1 − x)"),
  ],
};

/** A scale beside that of a plain number. */
export const scalePicture = async (key: string): Promise<Panel[] | undefined> => pictures[key]?.();
