import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface NearScreenProps {
  /** In pixels, kept free while it is not drawn: what is below must not jump. */
  readonly height: number;
  children(): ComponentChildren;
}

/** Draws its contents while they are on the screen or near it, or going onto paper, and only then. */
export const NearScreen = ({ height, children }: NearScreenProps) => {
  const frame = useRef<HTMLDivElement>(null);
  const isNear = useSignal(false);
  const isPrinted = useSignal(false);
  useEffect(() => {
    const printing = ({ type }: Event) => {
      isPrinted.value = type === "beforeprint";
    };
    addEventListener("beforeprint", printing);
    addEventListener("afterprint", printing);
    const observer = new IntersectionObserver(
      (entries) => {
        isNear.value = entries.at(-1)!.isIntersecting;
      },
      { rootMargin: "50px 0px" },
    );
    observer.observe(frame.current!);
    return () => {
      observer.disconnect();
      removeEventListener("beforeprint", printing);
      removeEventListener("afterprint", printing);
    };
  }, []);
  return (
    <div ref={frame} style={{ minHeight: `${height}px` }}>
      {(isNear.value || isPrinted.value) && children()}
    </div>
  );
};
