import { memoryOf } from "./memory-of.ts";

/** How often memory is looked at, in milliseconds; `ps` costs a process each time. */
const lookEvery = process.platform === "linux" ? 50 : 500;

/** Calls `exceeded` once the process and its descendants hold more than `limit` bytes; `stop` tells what they hold. */
export const watchMemory = (pid: number, limit: number, exceeded: (bytes: number) => void) => {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const look = async () => {
    const bytes = (await memoryOf(pid)) ?? 0;
    if (stopped) return;
    if (bytes > limit) exceeded(bytes);
    else timer = setTimeout(look, lookEvery);
  };
  timer = setTimeout(look, lookEvery);
  return {
    stop: async (): Promise<number> => {
      stopped = true;
      clearTimeout(timer);
      return (await memoryOf(pid)) ?? 0;
    },
  };
};
