// The ways in which a sale takes lots, in words for whoever chooses between them.
import { LOT_METHODS, type LotMethod } from "#lib/domain/books/lot-method.ts";

export const METHOD_NAMES: { readonly [M in LotMethod]: string } = {
  fifo: "First in, first out",
  lifo: "Last in, first out",
  hifo: "Highest cost first",
  specific: "Chosen lots, the rest first in, first out",
  average: "Moving average",
};

export const METHOD_OPTIONS = LOT_METHODS.map((method) => ({ value: method, label: METHOD_NAMES[method] }));

export const METHOD_HINTS: { readonly [M in LotMethod]: string } = {
  fifo: "A sale takes the oldest lot first.",
  lifo: "A sale takes the newest lot first.",
  hifo: "A sale takes the dearest lot first, which keeps realised profit low.",
  specific: "You choose at each sale, in Activities; what is not chosen goes oldest first.",
  average: "All units have one cost; a sale leaves the average as it is.",
};
