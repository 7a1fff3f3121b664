import { useRef } from "preact/hooks";

/** Steps a second, over about the last second. */
export const useSpeed = (steps: number | undefined): number | undefined => {
  const marks = useRef<{ readonly at: number; readonly steps: number }[]>([]);
  if (steps === undefined) return undefined;
  const now = performance.now();
  const last = marks.current.at(-1);
  if (last === undefined || steps < last.steps) marks.current = [{ at: now, steps }];
  else if (steps > last.steps) marks.current.push({ at: now, steps });
  while (marks.current.length > 2 && now - marks.current[0]!.at > 1_000) marks.current.shift();
  const [first, newest] = [marks.current[0]!, marks.current.at(-1)!];
  return newest.at > first.at ? (1_000 * (newest.steps - first.steps)) / (newest.at - first.at) : undefined;
};
