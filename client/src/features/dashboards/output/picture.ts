import { toast } from '../../../components/toast';

export type PictureTheme = 'light' | 'dark';

const SCALE = 2;
/** Browsers refuse canvases beyond this many pixels in one direction. */
const MOST_PX = 16_000;

/** Colours are variables that hang on `data-theme`: set on one element, they change in it alone and nothing flashes. */
async function inTheme<T>(node: HTMLElement, theme: PictureTheme | null, take: () => Promise<T>): Promise<T> {
  if (theme === null) return take();
  const before = node.getAttribute('data-theme');
  node.setAttribute('data-theme', theme);
  try {
    return await take();
  } finally {
    if (before === null) node.removeAttribute('data-theme');
    else node.setAttribute('data-theme', before);
  }
}

/** What is no part of the picture: menus, buttons. */
const belongs = (node: Node): boolean =>
  !(node instanceof HTMLElement && node.classList.contains('no-picture'));

/** An element as PNG at twice its size, in the theme given or as it stands. */
async function pictureOf(node: HTMLElement, theme: PictureTheme | null): Promise<Blob> {
  const { domToBlob } = await import('modern-screenshot');
  const scale = Math.min(SCALE, MOST_PX / Math.max(node.scrollWidth, node.scrollHeight));
  return inTheme(node, theme, () =>
    domToBlob(node, {
      scale,
      type: 'image/png',
      filter: belongs,
      backgroundColor: getComputedStyle(node).getPropertyValue('--bh-palette-background-default').trim(),
    }),
  );
}

/** Hands a file to the browser's downloads. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** `Pipeline / Q3` → `Pipeline Q3 2026-03-01`: a name every file system takes, with the day of the picture. */
export function fileName(title: string, now: Date = new Date()): string {
  const safe = title
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 100);
  return `${safe || 'Dashboard'} ${now.toISOString().slice(0, 10)}`;
}

/** Downloads an element as PNG; says so when it cannot be drawn. */
export async function savePicture(
  node: HTMLElement | null,
  title: string,
  theme: PictureTheme | null = null,
): Promise<void> {
  if (!node) return;
  try {
    const suffix = theme ? ` ${theme}` : '';
    saveFile(await pictureOf(node, theme), `${fileName(title)}${suffix}.png`);
  } catch {
    toast.error('The picture could not be drawn in this browser. Printing to PDF works everywhere.');
  }
}
