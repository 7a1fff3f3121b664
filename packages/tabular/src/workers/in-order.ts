/** Does something for each, some at once; the results in the order of what they are of. The first failure is thrown. */
export const inOrder = async <T, R>(
  each: readonly T[],
  atOnce: number,
  does: (one: T, index: number) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = [];
  let next = 0;
  const go = async (): Promise<void> => {
    while (next < each.length) {
      const index = next++;
      results[index] = await does(each[index]!, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, each.length) }, go));
  return results;
};
