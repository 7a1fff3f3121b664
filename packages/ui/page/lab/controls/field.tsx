import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Explain } from "../card/explain.tsx";
import { isHidden, isTeaching, toggleHidden } from "./teaching.ts";

interface FieldProps {
  /** What it is called where it is hidden: `hide=rate`. */
  readonly name: string;
  readonly title: string;
  /** The key of its card. */
  readonly of?: string;
  /** The control, which goes by this id. */
  children(id: string): ComponentChildren;
}

/** A control with its name and the mark that explains it; not there where a teacher has put it away. */
export const Field = ({ name, title, of, children }: FieldProps) => {
  const id = useId();
  if (isHidden(name) && !isTeaching.value) return null;
  return (
    <div class={isHidden(name) ? "field put-away" : "field"}>
      <div class="labelled">
        <label htmlFor={id}>{title}</label>
        {children(id)}
      </div>
      {of !== undefined && <Explain of={of} title={title} />}
      {isTeaching.value && (
        <label class="shown">
          <input type="checkbox" checked={!isHidden(name)} onChange={() => toggleHidden(name)} /> shown
        </label>
      )}
    </div>
  );
};
