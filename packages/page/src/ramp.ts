import { colourNamed } from "./theme.ts";

/** The colours of shares from 0 (best) to 1 (worst), as the reader's light or dark has them now: ask each time you draw. */
export const ramp = (): ((share: number) => string) => {
  const colours = colourNamed("ramp")
    .split(",")
    .map((text) => [1, 3, 5].map((at) => Number.parseInt(text.trim().slice(at, at + 2), 16)));
  return (share) => {
    const at = Math.min(Math.max(share, 0), 1) * (colours.length - 1);
    const i = Math.min(Math.floor(at), colours.length - 2);
    const channels = colours[i]!.map((from, k) => Math.round(from + (at - i) * (colours[i + 1]![k]! - from)));
    return `rgb(${channels.join(",")})`;
  };
};
