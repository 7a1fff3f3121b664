import type { Storage } from "../storage/storage.ts";
import { stopAttribute } from "../trial/attributes.ts";
import type { Json } from "../trial/record.ts";

/** Asks whoever runs a study now to begin no more trials of it. Who runs it later is not meant. */
export const requestStop = (storage: Storage, study: number): Promise<void> =>
  storage.setStudyAttributes(study, { [stopAttribute]: crypto.randomUUID() });

export interface StopRequests {
  /** Why to begin no more trials; undefined to go on. */
  why(): string | undefined;
  end(): void;
}

/** Looks, as often as this process says that it lives, whether a study was asked to stop since now. */
export const hearStopRequests = (storage: Storage, study: number, period: () => number): StopRequests => {
  let before: { readonly request: Json | undefined } | undefined;
  let [isAsked, isOver] = [false, false];
  let timer: (ReturnType<typeof setTimeout> & { unref?(): void }) | undefined;
  const look = async () => {
    try {
      const request = await storage.studyAttribute(study, stopAttribute);
      before ??= { request };
      if (request !== before.request) isAsked = true;
    } catch {
      // A storage that does not answer is told of by whoever asks it for trials.
    }
    if (isOver) return;
    timer = setTimeout(look, period());
    timer.unref?.();
  };
  void look();
  return {
    why: () => (isAsked ? "it was asked to stop" : undefined),
    end: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
};
