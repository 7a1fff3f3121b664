/** What becomes of all of some things, one after the other: the runtime of a page runs one graph at a time. */
export const inTurn = async <T, R>(
  all: readonly T[],
  make: (one: T, at: number) => Promise<R>,
): Promise<readonly R[]> => {
  const made: R[] = [];
  for (const [at, one] of all.entries()) made.push(await make(one, at));
  return made;
};
