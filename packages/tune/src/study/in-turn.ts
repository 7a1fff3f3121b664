/** Runs jobs one at a time, in the order of the calls. */
export const inTurn = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(job: () => Promise<T>): Promise<T> => {
    const turn = last.then(job);
    last = turn.catch(() => {});
    return turn;
  };
};
