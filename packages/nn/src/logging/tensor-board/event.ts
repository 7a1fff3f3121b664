import { type Histogram, histogramMessage } from "./histogram.ts";
import { bytes, double, type Field, float, integer, message, text } from "./message.ts";

/** A picture for TensorBoard: a PNG file. */
export type Png = Uint8Array;

/** What an event says, under names that TensorBoard groups by their first part: "dense/weight". */
export interface Summary {
  readonly scalars?: ReadonlyMap<string, number>;
  readonly histograms?: ReadonlyMap<string, Histogram>;
  readonly pictures?: ReadonlyMap<string, Png>;
}

/** One event: when it was, at which step, and one of the things that an event may be. (tensorflow/core/util/event.proto) */
const event = (seconds: number, step: number, content: Field): Uint8Array =>
  message(double(1, seconds), integer(2, step), content);

/** The first of each file. */
export const versionEvent = (seconds: number): Uint8Array => event(seconds, 0, text(3, "brain.Event:2"));

/** From here on: what earlier files say of this step and later ones is of a run that was cut off, and is not shown. */
export const startEvent = (seconds: number, step: number): Uint8Array =>
  event(seconds, step, bytes(7, message(integer(1, 1))));

export const graphEvent = (seconds: number, graph: Uint8Array): Uint8Array => event(seconds, 0, bytes(4, graph));

export const summaryEvent = (
  seconds: number,
  step: number,
  { scalars = new Map(), histograms = new Map(), pictures = new Map() }: Summary,
): Uint8Array => {
  const value = (tag: string, content: Field) => bytes(1, message(text(1, tag), content));
  const values = [
    ...[...scalars].map(([tag, scalar]) => value(tag, float(2, scalar))),
    ...[...histograms].map(([tag, histogram]) => value(tag, bytes(5, histogramMessage(histogram)))),
    ...[...pictures].map(([tag, png]) => value(tag, bytes(4, pictureMessage(png)))),
  ];
  return event(seconds, step, bytes(5, message(...values)));
};

/** What a PNG's colour type is called here: grey, colours, grey with alpha, colours with alpha. */
const colours: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 3, 4: 2, 6: 4 };

/** Width, height and colour type stand in a PNG's first chunk, behind 16 bytes. */
const pictureMessage = (png: Png): Uint8Array => {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const [width, height, colour] = [view.getUint32(16), view.getUint32(20), colours[view.getUint8(25)] ?? 3];
  return message(integer(1, height), integer(2, width), integer(3, colour), bytes(4, png));
};
