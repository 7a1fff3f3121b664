import type { Storage } from "../storage/storage.ts";
import { stopAttribute } from "../trial/attributes.ts";
import type { Json } from "../trial/record.ts";

/** Between two looks whether a study was asked to stop, in milliseconds. */
const every = 2_000;

/** Asks whoever runs a study now to begin no more trials of it. Who runs it later is not meant. */
export const requestStop = (storage: Storage, study: number): Promise<void> =>
  storage.setStudyAttributes(study, { [stopAttribute]: crypto.randomUUID() });

export interface StopRequests {
  /** Why to begin no more trials; undefined to go on. */
  why(): string | undefined;
  end(): void;
}

/** Looks now and then whether a study was asked to stop since now. */
export const hearStopRequests = (storage: Storage, study: number): StopRequests => {
  let before: { readonly request: Json | undefined } | undefined;
  let [isAsked, isLooking] = [false, false];
  const look = async () => {
    const record = (await storage.studies()).find(({ id }) => id === study);
    const request = record?.attributes[stopAttribute];
    before ??= { request };
    if (record !== undefined && request !== before.request) isAsked = true;
  };
  const lookOnce = () => {
    if (isLooking) return;
    isLooking = true;
    // A storage that does not answer is told of by whoever asks it for trials.
    look()
      .catch(() => {})
      .finally(() => {
        isLooking = false;
      });
  };
  lookOnce();
  const timer: ReturnType<typeof setInterval> & { unref?(): void } = setInterval(lookOnce, every);
  timer.unref?.();
  return { why: () => (isAsked ? "it was asked to stop" : undefined), end: () => clearInterval(timer) };
};
