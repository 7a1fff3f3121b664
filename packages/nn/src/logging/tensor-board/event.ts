import { bytes, event, type Field, float, integer, message, valuesEvent } from "@kaviar/base/tensor-board";
import { type Histogram, histogramMessage } from "./histogram.ts";

/** A picture for TensorBoard: a PNG file. */
export type Png = Uint8Array;

/** What an event says, under names that TensorBoard groups by their first part: "dense/weight". */
export interface Summary {
  readonly scalars?: ReadonlyMap<string, number>;
  readonly histograms?: ReadonlyMap<string, Histogram>;
  readonly pictures?: ReadonlyMap<string, Png>;
}

/** From here on: what earlier files say of this step and later ones is of a run that was cut off, and is not shown. */
export const startEvent = (seconds: number, step: number): Uint8Array =>
  event(seconds, step, bytes(7, message(integer(1, 1))));

export const graphEvent = (seconds: number, graph: Uint8Array): Uint8Array => event(seconds, 0, bytes(4, graph));

export const summaryEvent = (
  seconds: number,
  step: number,
  { scalars = new Map(), histograms = new Map(), pictures = new Map() }: Summary,
): Uint8Array => {
  const values: (readonly [string, Field])[] = [
    ...[...scalars].map(([tag, scalar]) => [tag, float(2, scalar)] as const),
    ...[...histograms].map(([tag, histogram]) => [tag, bytes(5, histogramMessage(histogram))] as const),
    ...[...pictures].map(([tag, png]) => [tag, bytes(4, pictureMessage(png))] as const),
  ];
  return valuesEvent(seconds, step, values);
};

/** What a PNG's colour type is called here: grey, colours, grey with alpha, colours with alpha. */
const colours: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 3, 4: 2, 6: 4 };

/** Width, height and colour type stand in a PNG's first chunk, behind 16 bytes. */
const pictureMessage = (png: Png): Uint8Array => {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const [width, height, colour] = [view.getUint32(16), view.getUint32(20), colours[view.getUint8(25)] ?? 3];
  return message(integer(1, height), integer(2, width), integer(3, colour), bytes(4, png));
};
