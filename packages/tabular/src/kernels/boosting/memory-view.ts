import type { KernelMemory } from "../web-assembly.ts";

/** A memory as arrays; what lies at an address is at its quarter or eighth. */
export interface MemoryView {
  readonly bytes: Uint8Array;
  readonly ints: Int32Array;
  readonly floats: Float32Array;
  readonly doubles: Float64Array;
}

/** What a function of a kernel does, on a memory. */
export type TwinOfPart = (view: MemoryView, job: number, part: number, parts: number) => void;

export const memoryView = ({ buffer }: KernelMemory): MemoryView => ({
  bytes: new Uint8Array(buffer),
  ints: new Int32Array(buffer),
  floats: new Float32Array(buffer),
  doubles: new Float64Array(buffer),
});

/** Where a part of some elements begins. */
export const startOf = (count: number, part: number, parts: number): number => Math.floor((count * part) / parts);

/** To the nearest whole number, halves to the even one: what WebAssembly calls `nearest`. */
export const nearest = (x: number): number => {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
};
