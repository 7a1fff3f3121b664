import { useSignal } from "@preact/signals";
import type { PlaygroundChoices } from "./choices.ts";
import { readPoints } from "./read-points.ts";

/** Points of one's own: two columns and a class, pasted from a table. */
export const PastePoints = ({ choose }: { choose(choices: Partial<PlaygroundChoices>): void }) => {
  const text = useSignal("");
  const fault = useSignal<string | undefined>(undefined);
  const take = () => {
    const points = readPoints(text.value);
    fault.value = typeof points === "string" ? points : undefined;
    if (typeof points === "string") return;
    const areValues = new Set(points.map(({ value }) => value)).size > 2;
    choose({ data: "drawn", points, loss: areValues ? "meanSquaredError" : "sigmoidCrossEntropy" });
  };
  return (
    <details class="paste">
      <summary>Points of your own</summary>
      <label>
        Lines of x, y, class
        <textarea
          rows={4}
          value={text.value}
          onInput={({ currentTarget }) => {
            text.value = currentTarget.value;
          }}
        />
      </label>
      <button type="button" onClick={take}>
        Take them
      </button>
      {fault.value !== undefined && <p role="alert">{fault.value}</p>}
    </details>
  );
};
