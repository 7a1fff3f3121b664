import type { Work } from "../work/use-work.ts";

/** Go, pause, one step, from the beginning: what all that goes on in a room has. */
export const RunButtons = ({ work, step }: { readonly work: Work<unknown>; readonly step: string }) => {
  const state = work.state.value;
  return (
    <fieldset class="run">
      <legend class="unseen">Run</legend>
      {state === "running" ? (
        <button type="button" class="main-button" onClick={work.hold}>
          Pause
        </button>
      ) : (
        <button type="button" class="main-button" onClick={work.go}>
          {state === "held" ? "Go" : "Again"}
        </button>
      )}
      <button type="button" onClick={work.step} disabled={state === "over" || state === "failed"}>
        {step}
      </button>
      <button type="button" onClick={work.again}>
        From the beginning
      </button>
    </fieldset>
  );
};
