import { durationOf } from "../duration.ts";
import { type Stopping, whyOver } from "./stopping.ts";

/** The longest a timer of JavaScript can wait. */
const longest = 2 ** 31 - 1;

/** Ends what runs when a study has been over for its `overtime`, and says why; returns what forgets about it. */
export const cutOff = ({ timeout, overtime, signal }: Stopping, end: (why: string) => void): (() => void) => {
  if (overtime === undefined) return () => {};
  const grace = durationOf(overtime);
  const timers: ReturnType<typeof setTimeout>[] = [];
  const after = (time: number, why: string) => timers.push(setTimeout(end, Math.min(time, longest), why));
  const stopped = () => after(grace, whyOver.signal);
  if (timeout !== undefined) after(durationOf(timeout) + grace, whyOver.timeout(timeout));
  if (signal?.aborted) stopped();
  else signal?.addEventListener("abort", stopped, { once: true });
  return () => {
    signal?.removeEventListener("abort", stopped);
    for (const timer of timers) clearTimeout(timer);
  };
};
