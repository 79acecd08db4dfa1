// Drags lines of a chart up and down, by mouse and by touch; the chart itself does not hear of a press that takes a line.
import type { DropLine, OrderLine } from "./candle.ts";

interface DragParts {
  readonly container: HTMLElement;
  readonly lines: () => readonly OrderLine[];
  readonly yOf: (price: string) => number | null;
  /** Null where no price can be. */
  readonly priceAt: (y: number) => string | null;
  readonly show: (id: string, price: string) => void;
  /** Keeps the scale as it is while a line is held. */
  readonly hold: (still: boolean) => void;
  readonly onDrop: DropLine;
  /** The line was let go, or put back: draw it where it belongs. */
  readonly onEnd: () => void;
}

export interface LineDragging {
  /** Where a line is held now; undefined for lines at rest. */
  readonly priceOf: (id: string) => string | undefined;
  readonly stop: () => void;
}

interface Drag {
  readonly id: string;
  readonly pointerId: number;
  readonly fromY: number;
  price: string;
  moved: boolean;
}

/** How near a press must be to take a line, in pixels; a finger is broader than a pointer. */
const REACH: Readonly<Record<string, number>> = { mouse: 5, pen: 8, touch: 16 };
const SLACK = 2;

export function dragLines(parts: DragParts): LineDragging {
  const { container } = parts;
  const gone = new AbortController();
  let drag: Drag | null = null;

  const yIn = (event: { readonly clientY: number }) => event.clientY - container.getBoundingClientRect().top;

  function lineAt(event: PointerEvent): OrderLine | null {
    const y = yIn(event);
    let best: { line: OrderLine; distance: number } | null = null;
    for (const line of parts.lines()) {
      const at = line.movable ? parts.yOf(line.price) : null;
      const distance = at === null ? Number.POSITIVE_INFINITY : Math.abs(at - y);
      if (distance <= (REACH[event.pointerType] ?? 5) && (best === null || distance < best.distance)) {
        best = { line, distance };
      }
    }
    return best?.line ?? null;
  }

  function end(drop: boolean, y = 0) {
    const ended = drag;
    if (ended === null) return;
    drag = null;
    if (container.hasPointerCapture(ended.pointerId)) container.releasePointerCapture(ended.pointerId);
    parts.hold(false);
    container.style.cursor = "";
    if (drop && ended.moved) parts.onDrop(ended.id, ended.price, y);
    parts.onEnd();
  }

  function down(event: PointerEvent) {
    const line = event.isPrimary && event.button === 0 ? lineAt(event) : null;
    if (line === null) return;
    event.preventDefault();
    event.stopPropagation();
    container.setPointerCapture(event.pointerId);
    drag = { id: line.id, pointerId: event.pointerId, fromY: yIn(event), price: line.price, moved: false };
    parts.hold(true);
  }

  function move(event: PointerEvent) {
    if (drag === null) {
      if (event.pointerType === "mouse") container.style.cursor = lineAt(event) === null ? "" : "ns-resize";
      return;
    }
    event.stopPropagation();
    const y = yIn(event);
    if (!drag.moved && Math.abs(y - drag.fromY) <= SLACK) return;
    const price = parts.priceAt(y);
    if (price === null) return;
    drag.moved = true;
    drag.price = price;
    parts.show(drag.id, price);
  }

  // The chart listens to mouse and touch, not to pointers; these come after the press above has taken a line.
  function keepFromChart(event: Event) {
    if (drag === null) return;
    event.preventDefault();
    event.stopPropagation();
  }

  const options = { capture: true, passive: false, signal: gone.signal };
  container.addEventListener("pointerdown", down, options);
  container.addEventListener("pointermove", move, options);
  container.addEventListener("pointerup", (event) => end(true, yIn(event)), options);
  container.addEventListener("pointercancel", () => end(false), options);
  for (const name of ["mousedown", "touchstart", "touchmove"]) container.addEventListener(name, keepFromChart, options);
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Escape" && drag !== null) end(false);
    },
    options,
  );
  return { priceOf: (id) => (drag?.id === id ? drag.price : undefined), stop: () => gone.abort() };
}
