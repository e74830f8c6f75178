const cardsOf = (column: Element | null | undefined): HTMLElement[] => [
  ...(column?.querySelectorAll<HTMLElement>('[data-deal]') ?? []),
];

/** Arrow keys go from card to card: up and down within a column, left and right to the next one that has cards. */
export function focusNeighbour(card: HTMLElement, key: string): boolean {
  const column = card.closest('[data-column]');
  const columns = [...document.querySelectorAll('[data-column]')];
  const cards = cardsOf(column);
  const at = cards.indexOf(card);
  const found: Record<string, () => HTMLElement | undefined> = {
    ArrowDown: () => cards[at + 1],
    ArrowUp: () => cards[at - 1],
    ArrowRight: () => columns.slice(columns.indexOf(column as Element) + 1).flatMap(cardsOf)[0],
    ArrowLeft: () =>
      columns
        .slice(0, columns.indexOf(column as Element))
        .reverse()
        .flatMap(cardsOf)[0],
  };
  const target = found[key]?.();
  target?.focus();
  return target !== undefined;
}

/** After a move by keyboard the card stands elsewhere: the focus follows it. */
export const focusCard = (id: string): void =>
  document.querySelector<HTMLElement>(`[data-deal="${id}"]`)?.focus();
