/** What may be changed while a run goes on: a rate, a norm to clip at. */
export type Settings = Readonly<Record<string, number>>;

/** What happens to a run that is watched, as it happens. */
export type BabysitEvent =
  | { readonly kind: "report"; readonly step: number; readonly value: number; readonly settings: Settings }
  /** The best so far: where the run goes back to. */
  | { readonly kind: "saved"; readonly step: number; readonly value: number }
  /** The run went wrong at `step`; it was put back to where it had taken `backTo` steps, and one setting was changed. */
  | {
      readonly kind: "nudged";
      readonly step: number;
      readonly backTo: number;
      /** Which rule spoke, and on what evidence. */
      readonly rule: string;
      readonly why: string;
      readonly setting: string;
      readonly before: number;
      readonly after: number;
    }
  /** `best` is where the run stands when trouble ended it; undefined when no step was good. */
  | {
      readonly kind: "ended";
      readonly why: string;
      readonly settings: Settings;
      readonly nudges: number;
      readonly best: { readonly step: number; readonly value: number } | undefined;
    };
