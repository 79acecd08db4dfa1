// The theme's colours for charts that draw on a canvas, and word when they change.

export interface ChartColours {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly panel: string;
  readonly up: string;
  readonly down: string;
  readonly info: string;
  readonly warn: string;
}

export function chartColours(): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: token("text"),
    muted: token("muted"),
    line: token("line"),
    panel: token("panel"),
    up: token("up"),
    down: token("down"),
    info: token("info"),
    warn: token("warn"),
  };
}

export function onColoursChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme", "data-palette"] });
  // Paper has its own colours, and a canvas does not take them by itself.
  const paper = matchMedia("print");
  paper.addEventListener("change", listener);
  return () => {
    observer.disconnect();
    paper.removeEventListener("change", listener);
  };
}
