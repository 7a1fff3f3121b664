import { plainText } from "@kaviar/base/text";
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { TrialFacts } from "../../../src/reading/trial-facts.ts";

interface TrialLogProps {
  readonly study: number;
  readonly facts: Pick<TrialFacts, "number" | "standing" | "attempt">;
}

/** In milliseconds: it is written once a second while the trial runs. */
const again = 2_000;

/** The end of what a trial printed, as it grows; nothing where nothing is kept. */
export const TrialLog = ({ study, facts: { number, standing, attempt } }: TrialLogProps) => {
  const text = useSignal<string | undefined>(undefined);
  useEffect(() => {
    let isLeft = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      const response = await fetch(`/api/studies/${study}/trials/${number}/log`).catch(() => undefined);
      const read = response?.ok ? ((await response.json()) as { text?: string }).text : undefined;
      if (isLeft) return;
      if (read !== undefined) text.value = read;
      if (standing === "running") timer = setTimeout(look, again);
    };
    // One that cannot be read now is read the next time.
    const look = () => void read().catch(() => {});
    look();
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [study, number, standing, attempt]);
  const shown = useRef<HTMLPreElement>(null);
  const isAtEnd = useRef(true);
  // The newest lines are in sight, until a reader scrolls up.
  useLayoutEffect(() => {
    if (shown.current !== null && isAtEnd.current) shown.current.scrollTop = shown.current.scrollHeight;
  }, [text.value]);
  return text.value === undefined ? undefined : (
    <div class="part">
      <h3>What it printed</h3>
      <pre
        class="log"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
        tabIndex={0}
        ref={shown}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          isAtEnd.current = scrollTop + clientHeight >= scrollHeight - 20;
        }}
      >
        {plainText(text.value)}
      </pre>
    </div>
  );
};
