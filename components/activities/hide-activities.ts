// Takes the amounts out of activities before they leave for the page: what is hidden is not in the HTML at all.

interface Amounts {
  readonly quantity: string | null;
  readonly gross: string | null;
  readonly cash: string | null;
  readonly fee: string;
}

interface Items<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export function hideActivities<Item extends Amounts>({ items, nextCursor }: Items<Item>): Items<Item> {
  const zero = (value: string | null) => (value === null ? null : "0");
  return {
    items: items.map((item) => ({
      ...item,
      quantity: zero(item.quantity),
      gross: zero(item.gross),
      cash: zero(item.cash),
      fee: "0",
    })),
    nextCursor,
  };
}
