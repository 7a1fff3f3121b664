import { type ReadonlySignal, signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { ConfigOf, JobName, ViewOf } from "../jobs.ts";
import type { Asked, Pace, Told } from "./messages.ts";

/** The one worker of the page: the runtime is loaded once, however many runs there are. */
let worker: Worker | undefined;
const listeners = new Map<number, (told: Told) => void>();
let runs = 0;

const line = (): Worker => {
  if (worker === undefined) {
    worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<Told>) => listeners.get(data.run)?.(data);
    worker.onerror = ({ message }) => {
      for (const [run, listen] of listeners)
        listen({ tell: "fault", run, message: message || "The worker did not start." });
    };
  }
  return worker;
};

const ask = (asked: Asked): void => line().postMessage(asked);

/** Work that goes on, as a page sees it. */
export interface Work<View> {
  /** The last view that came; of the run before until the new one has one. */
  readonly view: ReadonlySignal<View | undefined>;
  readonly state: ReadonlySignal<"running" | "held" | "over" | "failed">;
  /** Why it failed. */
  readonly fault: ReadonlySignal<string | undefined>;
  go(): void;
  hold(): void;
  step(): void;
  again(): void;
}

interface WorkOptions {
  /** Milliseconds between two steps; 0 is as fast as it goes. */
  readonly every?: number;
  /** It waits after its first view, until it is told to go on. */
  readonly waits?: boolean;
  /** What another run is for; other changes of what is chosen go on with the run that there is. Everything, unless said. */
  readonly key?: string;
}

/** Has the worker do a job with what is chosen, and again from the beginning where that changes. */
export const useWork = <Name extends JobName>(
  job: Name,
  config: ConfigOf<Name>,
  { every = 0, waits = false, key = JSON.stringify(config) }: WorkOptions = {},
): Work<ViewOf<Name>> => {
  const run = useRef(0);
  const latest = useRef({ config, every });
  latest.current = { config, every };
  const work = useMemo(() => {
    const view = signal<ViewOf<Name> | undefined>(undefined);
    const state = signal<"running" | "held" | "over" | "failed">("running");
    const fault = signal<string | undefined>(undefined);
    const pace = (pace: Pace) => ask({ ask: "pace", run: run.current, pace });
    const end = () => {
      listeners.delete(run.current);
      ask({ ask: "end", run: run.current });
    };
    const begin = (isHeld: boolean) => {
      if (run.current > 0) end();
      run.current = ++runs;
      fault.value = undefined;
      state.value = isHeld ? "held" : "running";
      listeners.set(run.current, (told) => {
        if (told.tell === "view") {
          view.value = told.view as ViewOf<Name>;
          const { run } = told;
          // Not before it is on the screen: a page that is behind gets fewer views, not later ones.
          requestAnimationFrame(() => ask({ ask: "next", run }));
        } else if (told.tell === "over") state.value = "over";
        else {
          state.value = "failed";
          fault.value = told.message;
        }
      });
      const { config, every } = latest.current;
      ask({ ask: "begin", run: run.current, job, config, pace: isHeld ? "step" : { every } });
    };
    const go = () => {
      if (state.value === "over" || state.value === "failed") return begin(false);
      state.value = "running";
      pace({ every: latest.current.every });
    };
    const hold = () => {
      if (state.value !== "running") return;
      state.value = "held";
      pace("pause");
    };
    const step = () => {
      if (state.value === "over" || state.value === "failed") return;
      state.value = "held";
      pace("step");
    };
    return { view, state, fault, begin, end, pace, go, hold, step, again: () => begin(state.value === "held") };
  }, [job]);

  const isFirst = useRef(true);
  useEffect(() => {
    work.begin(isFirst.current ? waits : work.state.value === "held");
    isFirst.current = false;
  }, [work, key]);
  useEffect(() => () => work.end(), [work]);
  useEffect(() => {
    if (work.state.value === "running") work.pace({ every });
  }, [every]);
  const words = JSON.stringify(config);
  const told = useRef(words);
  useEffect(() => {
    if (told.current !== words) ask({ ask: "adjust", run: run.current, config });
    told.current = words;
  }, [words]);
  return work;
};
