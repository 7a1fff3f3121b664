import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

/** In milliseconds, where the dashboard does not answer. */
const again = 1_500;

/** What the dashboard has said; nothing of it until it has answered. */
export interface Answered<Answer> {
  readonly says?: Answer | undefined;
  /** Why it has not said what it was asked last: it is asked again. */
  readonly fault?: string | undefined;
}

const never = Symbol("never asked");

/**
 * What the dashboard says at an address, as JSON. It is asked again where `version` has
 * changed, so many milliseconds after the last time at the earliest: what is being answered then is waited for.
 */
export const useAnswer = <Answer>(url: string, version: unknown, every: number): Answered<Answer> => {
  const answer = useSignal<Answered<Answer> & { readonly url: string }>({ url });
  const wanted = useRef(version);
  wanted.current = version;
  const look = useRef(() => {});
  useEffect(() => {
    let [isLeft, isAsking] = [false, false];
    let [asked, earliest]: [unknown, number] = [never, 0];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      [isAsking, asked] = [true, wanted.current];
      earliest = performance.now() + every;
      const response = await fetch(url).catch(() => undefined);
      const says = response?.ok ? ((await response.json().catch(() => undefined)) as Answer | undefined) : undefined;
      // That nothing answers is said at the top of the page.
      const fault = response?.ok ? undefined : await response?.text().catch(() => undefined);
      isAsking = false;
      if (isLeft) return;
      if (says !== undefined) answer.value = { url, says };
      else if (response?.status !== 404) {
        [asked, earliest] = [never, performance.now() + again];
        const before = answer.value.url === url ? answer.value : undefined;
        if (fault !== before?.fault) answer.value = { url, says: before?.says, fault };
      }
      look.current();
    };
    look.current = () => {
      if (isAsking || asked === wanted.current) return;
      clearTimeout(timer);
      timer = setTimeout(ask, Math.max(earliest - performance.now(), 0));
    };
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [url]);
  useEffect(() => look.current(), [url, version]);
  return answer.value.url === url ? answer.value : {};
};
