/** Memory that is shared out: who asks for more than is left waits. */
export interface Room {
  /** Waits for so much, and gives back what is to be called when it is free again. */
  readonly take: (amount: number) => Promise<() => void>;
}

/** What is larger than the whole room gets it alone. Served in the order asked, so that nobody large waits for ever. */
export const createRoom = (whole: number): Room => {
  let left = whole;
  const waiting: { readonly amount: number; readonly go: () => void }[] = [];
  const serve = (): void => {
    while (waiting[0] && waiting[0].amount <= left) {
      const { amount, go } = waiting.shift()!;
      left -= amount;
      go();
    }
  };
  return {
    take: async (wanted) => {
      const amount = Math.min(wanted, whole);
      await new Promise<void>((go) => {
        waiting.push({ amount, go });
        serve();
      });
      return () => {
        left += amount;
        serve();
      };
    },
  };
};
