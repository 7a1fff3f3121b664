import { useSignal } from "@preact/signals";
import { isHidden, isTeaching } from "../../controls/teaching.ts";
import type { PlaygroundChoices } from "./choices.ts";
import { type Preset, presets } from "./presets.ts";

/** Pages to begin with: those that work, and those that do not, with the reason. */
export const Presets = ({ choose }: { choose(choices: Partial<PlaygroundChoices>): void }) => {
  const open = useSignal<Preset | undefined>(undefined);
  if (isHidden("presets") && !isTeaching.value) return null;
  const buttons = (fails: boolean) =>
    Object.entries<Preset>(presets)
      .filter(([, preset]) => (preset.fails !== undefined) === fails)
      .map(([name, preset]) => (
        <button
          key={name}
          type="button"
          aria-pressed={open.value === preset}
          onClick={() => {
            open.value = preset;
            choose(preset.choices);
          }}
        >
          {preset.title}
        </button>
      ));
  return (
    <section class="presets" aria-label="To begin with">
      <p>
        <strong>What works</strong> {buttons(false)}
      </p>
      <p>
        <strong>What fails</strong> {buttons(true)}
      </p>
      {open.value !== undefined && (
        <p class="says" aria-live="polite">
          {open.value.says}
          {open.value.fails !== undefined && " Look what the doctor says below, and try a cure."}
        </p>
      )}
    </section>
  );
};
