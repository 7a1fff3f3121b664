import { useSignal } from "@preact/signals";
import { isHidden, isTeaching } from "../controls/teaching.ts";
import type { Story } from "./story.ts";

interface StoriesProps<Choices> {
  readonly stories: readonly Story<Choices>[];
  choose(choices: Partial<Choices>): void;
}

/** Pages to begin with: a click goes there, and says what to look at. */
export const Stories = <Choices,>({ stories, choose }: StoriesProps<Choices>) => {
  const open = useSignal<Story<Choices> | undefined>(undefined);
  if (isHidden("presets") && !isTeaching.value) return null;
  return (
    <section class="presets" aria-label="To begin with">
      <p>
        <strong>To see</strong>
        {stories.map((story) => (
          <button
            key={story.title}
            type="button"
            aria-pressed={open.value === story}
            onClick={() => {
              open.value = story;
              choose(story.choices);
            }}
          >
            {story.title}
          </button>
        ))}
      </p>
      {open.value !== undefined && (
        <p class="says" aria-live="polite">
          {open.value.says}
        </p>
      )}
    </section>
  );
};
