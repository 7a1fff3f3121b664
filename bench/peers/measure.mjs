import { adam, task } from "./task.mjs";

/** The arguments of every peer: a size and a number of threads. */
export function peerArguments() {
  const [size = "small", threads = "1"] = process.argv.slice(2);
  return { size, threads: Number(threads), adam, ...task(size) };
}

/**
 * Times epochs and prints one line of JSON: µs per step, the minimum and the median of the repeats.
 * `epoch()` trains for one epoch and returns its losses; the first call, from the initial weights, must have learned.
 */
export async function measure({ peer, size, threads, steps }, epoch) {
  const losses = await epoch();
  const times = [];
  const end = performance.now() + 8000;
  while (times.length < 3 || (times.length < 30 && performance.now() < end)) {
    const start = performance.now();
    await epoch();
    times.push(((performance.now() - start) * 1000) / steps);
  }
  times.sort((a, b) => a - b);
  const [first, last] = [losses[0], losses.at(-1)];
  console.log(
    JSON.stringify({
      peer,
      size,
      threads,
      minimum: times[0],
      median: times[times.length >> 1],
      repeats: times.length,
      firstLoss: first,
      lastLoss: last,
    }),
  );
  if (!(last < first)) throw new Error(`${peer} has not learned: the loss went from ${first} to ${last}.`);
}
