import { fnv1aOfWords } from "@kaviar/base/hash";
import { createMemory, loadKernel } from "./load-kernel.ts";

/** The function of `kernels/hash.ts`: what it does stands there. */
interface HashKernel {
  hash(at: number, bytes: number, lanes: number): void;
}

const lanes = 16;

/** Words that are copied at a time. */
const most = 1 << 14;

/** Below so many words the kernel is not worth its start. */
const leastWords = 4096;

/**
 * A hash of lists of 32-bit words, going on from an earlier one: each list in sixteen lanes, zeros behind its end, and then
 * the lanes one after the other. The lengths of lists are no part of it. It takes a fourth of the time that one lane does.
 */
export const hashWords = async (lists: readonly Uint32Array[], before: number): Promise<number> => {
  if (lists.reduce((sum, words) => sum + words.length, 0) < leastWords) return hashInPlain(lists, before);
  const memory = createMemory(4 * (most + lanes));
  const { hash } = await loadKernel<HashKernel>("hash", memory);
  const words = new Uint32Array(memory.buffer);
  const state = words.subarray(most, most + lanes).fill(before);
  for (const list of lists)
    for (let start = 0; start < list.length; start += most) {
      const count = Math.min(most, list.length - start);
      const whole = Math.ceil(count / lanes) * lanes;
      words.set(list.subarray(start, start + count));
      words.fill(0, count, whole);
      hash(0, 4 * whole, 4 * most);
    }
  return fnv1aOfWords(state);
};

/** The same without the kernel. */
export const hashInPlain = (lists: readonly Uint32Array[], before: number): number => {
  const state = new Uint32Array(lanes).fill(before);
  for (const list of lists)
    for (let at = 0; at < Math.ceil(list.length / lanes) * lanes; at++) {
      const lane = at % lanes;
      state[lane] = fnv1aOfWords(Uint32Array.of(at < list.length ? list[at]! : 0), state[lane]!);
    }
  return fnv1aOfWords(state);
};
