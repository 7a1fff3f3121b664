import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

/** In milliseconds, where the dashboard does not answer. */
const again = 1_500;

/**
 * What the dashboard says at an address, as JSON; undefined until it has answered. It is asked again where `version` has
 * changed, so many milliseconds after the last time at the earliest.
 */
export const useAnswer = <Answer>(url: string, version: unknown, every: number): Answer | undefined => {
  const answer = useSignal<{ readonly url: string; readonly says: Answer } | undefined>(undefined);
  const last = useRef<{ readonly url: string; readonly at: number }>(undefined);
  useEffect(() => {
    let isLeft = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      last.current = { url, at: performance.now() };
      const response = await fetch(url).catch(() => undefined);
      const says = response?.ok ? ((await response.json()) as Answer) : undefined;
      if (isLeft) return;
      if (says !== undefined) answer.value = { url, says };
      else if (response?.status !== 404) timer = setTimeout(ask, again);
    };
    const before = last.current;
    const wait = before?.url === url ? Math.max(before.at + every - performance.now(), 0) : 0;
    timer = setTimeout(ask, wait);
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [url, version]);
  return answer.value?.url === url ? answer.value.says : undefined;
};
