import type { TrialRecord } from "../trial/record.ts";

/** What happens in a study, as it happens. Trials are flat records; `study.trials` has the nested ones. */
export type StudyEvent =
  | {
      readonly kind: "asked";
      readonly trial: TrialRecord;
      readonly sampler: string | undefined;
      readonly why: string | undefined;
    }
  | { readonly kind: "reported"; readonly number: number; readonly step: number; readonly values: readonly number[] }
  | { readonly kind: "stopped"; readonly number: number; readonly step: number; readonly why: string }
  | { readonly kind: "told"; readonly trial: TrialRecord; readonly best: boolean }
  | { readonly kind: "promoted"; readonly number: number }
  | { readonly kind: "requeued"; readonly number: number; readonly why: string }
  | { readonly kind: "ended"; readonly why: string };

/** Hands events to whoever listens, each in order. */
export interface EventHub {
  emit(event: StudyEvent): void;
  /** From now on; ends when the study is closed or the loop is left. */
  listen(): AsyncIterableIterator<StudyEvent>;
  close(): void;
}

interface Listener {
  push(event: StudyEvent): void;
  end(): void;
}

/** Nobody listening costs nothing; a slow listener keeps what it has not read yet. */
export const createEventHub = (): EventHub => {
  const listeners = new Set<Listener>();
  return {
    emit: (event) => {
      for (const listener of listeners) listener.push(event);
    },
    listen: () => {
      const kept: StudyEvent[] = [];
      let wake: (() => void) | undefined;
      let ended = false;
      const listener: Listener = {
        push: (event) => {
          kept.push(event);
          wake?.();
        },
        end: () => {
          ended = true;
          wake?.();
        },
      };
      listeners.add(listener);
      const iterator: AsyncIterableIterator<StudyEvent> = {
        next: async () => {
          while (kept.length === 0 && !ended)
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          const event = kept.shift();
          return event === undefined ? { done: true, value: undefined } : { done: false, value: event };
        },
        return: async () => {
          listeners.delete(listener);
          listener.end();
          return { done: true, value: undefined };
        },
        [Symbol.asyncIterator]: () => iterator,
      };
      return iterator;
    },
    close: () => {
      for (const listener of listeners) listener.end();
      listeners.clear();
    },
  };
};
