import { useSignal } from "@preact/signals";
import type { TrialFacts } from "../../../src/reading/trial-facts.ts";
import { change, mayChange } from "../change.ts";

interface NoteProps {
  readonly study: number;
  readonly facts: TrialFacts;
}

/** What a reader keeps with a trial: its attribute `note`. */
export const Note = ({ study, facts: { number, attributes } }: NoteProps) => {
  const kept = attributes.find(([name]) => name === "note")?.[1];
  const written = useSignal<string | undefined>(undefined);
  const says = useSignal<string | undefined>(undefined);
  if (!mayChange) return undefined;
  const text = written.value ?? (typeof kept === "string" ? kept : "");
  return (
    <div class="part changes">
      <label class="change-label">
        Note
        <textarea
          rows={2}
          value={text}
          onInput={({ currentTarget }) => {
            written.value = currentTarget.value;
          }}
        />
      </label>
      <div class="controls">
        <button
          type="button"
          onClick={async () => {
            says.value = (await change(`/api/studies/${study}/trials/${number}/note`, { note: text })) ?? "Kept.";
          }}
        >
          Keep
        </button>
        <span role="status">{says.value}</span>
      </div>
    </div>
  );
};
