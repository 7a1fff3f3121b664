/** Does something with each of many, a few at a time, beginning in their order. */
export const inLanes = async <T>(
  all: readonly T[],
  lanes: number,
  work: (each: T, place: number) => Promise<void>,
): Promise<void> => {
  let next = 0;
  let failed: { readonly error: unknown } | undefined;
  const lane = async (): Promise<void> => {
    while (next < all.length) {
      const place = next++;
      try {
        await work(all[place]!, place);
      } catch (error) {
        // What has gone wrong for one is thrown: nothing more is begun, and what was begun may use what its caller now closes.
        next = all.length;
        failed ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (failed) throw failed.error;
};
