import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { PipelineNews } from "../../../../src/reading/pipelines.ts";
import type { PipelineFacts } from "../../../../src/searches/pipeline-facts.ts";

/** What trials keep of their pipelines, by number: written over in place, and `version` tells that it was. */
export interface KnownPipelines {
  readonly all: readonly (PipelineFacts | undefined)[];
  readonly version: number;
}

/** In milliseconds: what is new is asked for no more often, and again after so long where there was no answer. */
const every = 500;
const again = 1_500;

/** The pipelines of a study; what has changed is asked for when its trials have, by the revision. Undefined before the first answer. */
export const usePipelines = (study: number, version: number): KnownPipelines | undefined => {
  const known = useSignal<KnownPipelines | undefined>(undefined);
  const look = useRef(() => {});
  const wanted = useRef(version);
  wanted.current = version;
  useEffect(() => {
    const all: (PipelineFacts | undefined)[] = [];
    let [revision, asked, isLeft] = [0, -1, false];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isBusy = false;
    const ask = async () => {
      asked = wanted.current;
      const response = await fetch(`/api/studies/${study}/pipelines?since=${revision}`).catch(() => undefined);
      const news = response?.ok
        ? ((await response.json().catch(() => undefined)) as PipelineNews | undefined)
        : undefined;
      if (isLeft) return;
      if (news === undefined) asked = -1;
      else {
        revision = news.revision;
        for (const pipeline of news.pipelines) all[pipeline.number] = pipeline;
        if (news.pipelines.length > 0 || known.value === undefined)
          known.value = { all, version: (known.value?.version ?? 0) + 1 };
      }
      timer = setTimeout(
        () => {
          isBusy = false;
          look.current();
        },
        news === undefined ? again : every,
      );
    };
    look.current = () => {
      if (isBusy || asked === wanted.current) return;
      isBusy = true;
      void ask();
    };
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [study]);
  useEffect(() => look.current(), [study, version]);
  return known.value;
};
