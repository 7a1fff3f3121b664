import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface NearScreenProps {
  /** In pixels, kept free while it is not drawn: what is below must not jump. */
  readonly height: number;
  children(): ComponentChildren;
}

/** Draws its contents while they are on the screen or near it, and only then. */
export const NearScreen = ({ height, children }: NearScreenProps) => {
  const frame = useRef<HTMLDivElement>(null);
  const isNear = useSignal(false);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        isNear.value = entries.at(-1)!.isIntersecting;
      },
      { rootMargin: "50px 0px" },
    );
    observer.observe(frame.current!);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={frame} style={{ minHeight: `${height}px` }}>
      {isNear.value && children()}
    </div>
  );
};
