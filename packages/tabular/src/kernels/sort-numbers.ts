import { createMemory, loadKernel } from "./load-kernel.ts";

/** The function of `kernels/sort.ts`: what it does stands there. */
interface SortKernel {
  sortNumbers(values: number, other: number, counts: number, count: number): void;
}

/** Below it the kernel is not worth its start. */
const leastCount = 4096;

const countBytes = 6 * 2048 * 4;

/**
 * A function that sorts up to so many numbers, none of them NaN, in place: for many columns one after the other. It takes a
 * sixth of the time that `sort` of a typed array does.
 *
 * ```ts
 * const sort = await createSort(100_000);
 * sort(values);
 * ```
 */
export const createSort = async (most: number): Promise<(values: Float64Array) => Float64Array> => {
  if (most < leastCount) return (values) => values.sort();
  const memory = createMemory(countBytes + 16 * most);
  const { sortNumbers } = await loadKernel<SortKernel>("sort", memory);
  const room = new Float64Array(memory.buffer, countBytes, most);
  return (values) => {
    if (values.length < leastCount) return values.sort();
    room.set(values);
    sortNumbers(countBytes, countBytes + 8 * most, 0, values.length);
    values.set(room.subarray(0, values.length));
    return values;
  };
};
