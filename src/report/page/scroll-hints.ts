/** Fades the edge of what can be scrolled on, to the right or down, as long as there is more. */
export function showScrollHints(root: ParentNode): void {
  for (const frame of root.querySelectorAll<HTMLElement>(".scroll, .legend ul, #paths")) {
    followScroll(frame, () => {
      frame.classList.toggle("more-right", frame.scrollLeft + frame.clientWidth < frame.scrollWidth - 2);
      frame.classList.toggle("more-below", frame.scrollTop + frame.clientHeight < frame.scrollHeight - 2);
    });
  }
}

/** Calls back now, and whenever a frame is scrolled or it or its contents change in size. */
export function followScroll(frame: HTMLElement, changed: () => void): void {
  frame.addEventListener("scroll", changed, { passive: true });
  const resized = new ResizeObserver(changed);
  resized.observe(frame);
  for (const content of frame.children) resized.observe(content);
  changed();
}
