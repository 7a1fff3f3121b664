/**
 * Where in the user's code an operation was written. Frames are captured when a node is made (cheap) and turned into
 * text only when an error needs them.
 */
export interface Source {
  readonly stack?: string;
}

/** Frames of this package and its base, installed or in their workspace; a bundle of an application shows all it has. */
const ours = /(?:@kaviar|packages)[\\/](?:tensor|base)[\\/](?:src|dist)[\\/]|node:internal|\(<anonymous>\)$/;

const isOurs = (frame: string): boolean => ours.test(frame);

let inherited: Source | undefined;

/** The line that is running now, or the one whose derivative (or rewrite) is being built. */
export const captureSource = (skip: (...args: never[]) => unknown): Source => {
  if (inherited) return inherited;
  const source: { stack?: string } = {};
  Error.captureStackTrace?.(source, skip);
  return source;
};

/** Everything made inside `build` belongs to the line `source`. */
export const withSource = <T>(source: Source | undefined, build: () => T): T => {
  const before = inherited;
  inherited = source ?? before;
  try {
    return build();
  } finally {
    inherited = before;
  }
};

/** The user's frames of a stack: all that are not this package's, nor inside of the engine (`Array.map`). */
export const userFrames = (stack: string | undefined): string[] =>
  (stack ?? "").split("\n").filter((line) => /^\s+at /.test(line) && !isOurs(line));

/** `train.ts:14`, or an empty string when no frame of the user is known. */
export const showSource = (source: Source | undefined): string => {
  const frame = userFrames(source?.stack)[0];
  const place = frame?.match(/([^/\\(\s]+:\d+):\d+\)?$/);
  return place?.[1] ?? "";
};
