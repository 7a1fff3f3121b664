import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Filtered } from "./study-page.tsx";

/** In milliseconds: charts of so many trials are not drawn anew with every change. */
const pause = 2_000;
const many = 10_000;

/** What is shown, of many trials as it was up to two seconds ago; another filter shows at once. */
export const useUnhurried = (shown: Filtered): Filtered => {
  const kept = useRef({ shown, at: 0 });
  const turn = useSignal(0);
  const now = performance.now();
  const isDue = shown.table.rows < many || shown.changed === undefined || now - kept.current.at >= pause;
  if (isDue && kept.current.shown !== shown) kept.current = { shown, at: now };
  const isBehind = kept.current.shown !== shown;
  useEffect(() => {
    if (!isBehind) return;
    const timer = setTimeout(() => {
      turn.value++;
    }, pause);
    return () => clearTimeout(timer);
  }, [isBehind]);
  // Asked for, so that it is drawn when its time has come.
  void turn.value;
  return kept.current.shown;
};
