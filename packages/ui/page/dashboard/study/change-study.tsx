import { useSignal } from "@preact/signals";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import { change, mayChange } from "../change.ts";

/** What may be done with a study: have it stopped, and say which point to try next. */
export const ChangeStudy = ({ study }: { readonly study: StudySummary }) => {
  const says = useSignal<string | undefined>(undefined);
  const point = useSignal(pointOf(study));
  if (!mayChange) return undefined;
  const stop = async () => {
    says.value =
      (await change(`/api/studies/${study.id}/stop`, {})) ??
      "It was asked to stop: no more trials are begun, those that run end as ever.";
  };
  const enqueue = async () => {
    let params: unknown;
    try {
      params = JSON.parse(point.value);
    } catch (error) {
      says.value = `A point is a record in JSON: ${(error as Error).message}`;
      return;
    }
    says.value =
      (await change(`/api/studies/${study.id}/enqueue`, { params })) ?? "It waits: whoever asks next gets it.";
  };
  return (
    <section aria-label="Changes" class="changes">
      <details>
        <summary>Have it stopped, or enqueue a point</summary>
        <div class="controls">
          <button type="button" onClick={stop} disabled={study.runs === 0}>
            Stop
          </button>
          <span class="note">
            {study.runs === 0 ? "Nobody runs it now." : "Whoever runs it begins no more trials."}
          </span>
        </div>
        <label class="change-label">
          A point to try next, as JSON; what is left out is up to the sampler
          <textarea
            rows={3}
            value={point.value}
            onInput={({ currentTarget }) => {
              point.value = currentTarget.value;
            }}
          />
        </label>
        <div class="controls">
          <button type="button" onClick={enqueue}>
            Enqueue
          </button>
          <span role="status">{says.value}</span>
        </div>
      </details>
    </section>
  );
};

/** The best point, to be changed by hand. */
const pointOf = ({ best }: StudySummary): string => JSON.stringify(best?.params ?? {}, null, 1).replaceAll("\n", "");
