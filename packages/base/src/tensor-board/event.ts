import { bytes, double, type Field, integer, message, text } from "./message.ts";

/** One event: when it was, at which step, and one of the things that an event may be. (tensorflow/core/util/event.proto) */
export const event = (seconds: number, step: number, content: Field): Uint8Array =>
  message(double(1, seconds), integer(2, step), content);

/** The first of each file. */
export const versionEvent = (seconds: number): Uint8Array => event(seconds, 0, text(3, "brain.Event:2"));

/** Values at a step, under names that TensorBoard groups by their first part: "dense/weight". */
export const valuesEvent = (
  seconds: number,
  step: number,
  values: readonly (readonly [tag: string, ...content: Field[]])[],
): Uint8Array =>
  event(
    seconds,
    step,
    bytes(5, message(...values.map(([tag, ...content]) => bytes(1, message(text(1, tag), ...content))))),
  );
