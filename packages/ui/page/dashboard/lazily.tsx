import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

type Component<Props> = (props: Props) => ComponentChildren;

const again = 1_500;

/** A part of the page whose script is read when it is first wanted: what is on the first screen does not wait for it. */
export const lazily = <Props extends object>(load: () => Promise<Component<Props>>): Component<Props> => {
  let loaded: Component<Props> | undefined;
  return (props) => {
    const turn = useSignal(0);
    useEffect(() => {
      if (loaded !== undefined) return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      load().then(
        (component) => {
          loaded = component;
          turn.value++;
        },
        // The dashboard does not answer: it may do so again.
        () => {
          timer = setTimeout(() => turn.value++, again);
        },
      );
      return () => clearTimeout(timer);
    }, [turn.value]);
    const Loaded = loaded;
    return Loaded && <Loaded {...props} />;
  };
};
