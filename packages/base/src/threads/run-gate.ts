/** Places in what both sides see: how many runs there are, and whether the gate is closed. */
const [running, closed] = [0, 1];

/** Nothing takes so many milliseconds: a thread that does not come back has ended by itself. */
const longest = 20_000;

/** Milliseconds between two looks, for whoever does not wait in its place. */
const look = 2;

/**
 * ONNX Runtime ends the whole process where a thread is ended in the middle of a run. Its thread says through this gate that
 * it runs, and whoever ends the thread or the process closes it first.
 */
export interface RunGate {
  readonly shared: SharedArrayBuffer;
  /** Runs; once the gate is closed this never comes back, since the thread ends. */
  readonly through: <T>(run: () => Promise<T>) => Promise<T>;
  /** Lets nothing run any more, and holds up the thread it is called in until nothing runs. */
  readonly close: () => void;
  /** The same, and this thread goes on meanwhile. */
  readonly drain: () => Promise<void>;
}

/** A gate, or the other side of one that is there. */
export const createRunGate = (shared = new SharedArrayBuffer(8)): RunGate => {
  const state = new Int32Array(shared);
  return {
    shared,
    through: async (run) => {
      const leave = (): void => {
        Atomics.sub(state, running, 1);
        Atomics.notify(state, running);
      };
      Atomics.add(state, running, 1);
      if (Atomics.load(state, closed) === 1) {
        leave();
        return new Promise<never>(() => {});
      }
      return run().finally(leave);
    },
    drain: async () => {
      Atomics.store(state, closed, 1);
      for (let waited = 0; Atomics.load(state, running) > 0 && waited < longest; waited += look)
        await new Promise((resolve) => setTimeout(resolve, look));
    },
    close: () => {
      Atomics.store(state, closed, 1);
      for (let runs = Atomics.load(state, running); runs > 0; runs = Atomics.load(state, running))
        if (Atomics.wait(state, running, runs, longest) === "timed-out") return;
    },
  };
};
